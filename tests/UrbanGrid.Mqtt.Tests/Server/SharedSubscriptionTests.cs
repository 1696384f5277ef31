using System.Buffers;
using System.Text;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Tests;

/// <summary>Shared subscriptions, MQTT 5 §4.8.2.</summary>
public sealed class SharedSubscriptionTests
{
    private static readonly SubscriptionRequest s_shared = new("$share/hubs/t/#", MqttQos.AtLeastOnce);

    private static readonly SubscriptionRequest s_end = new("end", MqttQos.AtLeastOnce);

    [Fact]
    public async Task Each_message_goes_to_one_member_of_each_group_in_turn_and_to_every_other_subscriber()
    {
        await using var broker = await TestBroker.StartAsync();
        using var one = await JoinAsync(broker, "one");
        using var two = await JoinAsync(broker, "two", MqttVersion.V311);
        using var other = await RawClient.ConnectAsync(broker, "other");
        await other.SubscribeAsync(s_shared with { Filter = "$share/others/t/+" }, s_end);
        using var own = await RawClient.ConnectAsync(broker, "own");
        await own.SubscribeAsync(s_shared with { Filter = "t/1" }, s_end);

        for (var i = 0; i < 4; i++)
        {
            await PublishAsync(broker, $"{i}");
        }

        await broker.Server.PublishAsync("end", default, MqttQos.AtLeastOnce, false, default);
        Assert.Equal(2, await CountAsync(one));
        Assert.Equal(2, await CountAsync(two));
        Assert.Equal(4, await CountAsync(other));
        Assert.Equal(4, await CountAsync(own));
    }

    [Fact]
    public async Task A_group_gets_no_retained_messages()
    {
        await using var broker = await TestBroker.StartAsync();
        await broker.Server.PublishAsync("t/1", "kept"u8.ToArray(), MqttQos.AtLeastOnce, retain: true, default);

        using var member = await JoinAsync(broker, "one");

        await member.ExpectNothingAsync();
    }

    [Fact]
    public async Task What_a_member_leaves_unacknowledged_goes_to_another_when_its_session_ends()
    {
        await using var broker = await TestBroker.StartAsync();
        using var one = await JoinAsync(broker, "one", change: c => c with { ReceiveMaximum = 1 });
        await PublishAsync(broker, "sent");
        await PublishAsync(broker, "waiting");
        await one.ReadPublishAsync();
        using var two = await JoinAsync(broker, "two");

        one.Dispose();

        Assert.Equal(["sent", "waiting"], [await ReadAsync(two), await ReadAsync(two)]);
    }

    [Fact]
    public async Task A_member_that_is_away_is_passed_over_and_waits_for_messages_only_if_nobody_is_there()
    {
        await using var broker = await TestBroker.StartAsync();
        var (away, _) = await RawClient.ResumeAsync(broker, "away");
        await away.SubscribeAsync(s_shared);
        await away.DisconnectAsync();
        await Eventually.UntilAsync(() => broker.Server.SessionCount == 0);
        using var there = await JoinAsync(broker, "there");

        await PublishAsync(broker, "1");
        await PublishAsync(broker, "2");
        Assert.Equal(["1", "2"], [await ReadAsync(there), await ReadAsync(there)]);
        await there.DisconnectAsync();
        await Eventually.UntilAsync(() => broker.Server.SessionCount == 0);
        await PublishAsync(broker, "3");

        var (back, _) = await RawClient.ResumeAsync(broker, "away");
        Assert.Equal("3", await ReadAsync(back));
    }

    [Fact]
    public async Task A_member_that_unsubscribes_leaves_the_group()
    {
        await using var broker = await TestBroker.StartAsync();
        using var one = await JoinAsync(broker, "one");
        using var two = await JoinAsync(broker, "two");

        await one.SendAsync(o => new UnsubscribePacket(5, [s_shared.Filter]).Write(o, MqttVersion.V5));
        Assert.Equal([MqttReasonCode.Success], SubAckPacket.Read(await one.ReadAsync(PacketType.UnsubAck), MqttVersion.V5).Reasons);
        await PublishAsync(broker, "1");
        await PublishAsync(broker, "2");

        Assert.Equal(["1", "2"], [await ReadAsync(two), await ReadAsync(two)]);
        await one.ExpectNothingAsync();
    }

    private static async Task<RawClient> JoinAsync(
        TestBroker broker, string id, MqttVersion version = MqttVersion.V5, Func<ConnectPacket, ConnectPacket>? change = null)
    {
        var client = await RawClient.ConnectAsync(broker, id, version, change);
        await client.SubscribeAsync(s_shared, s_end);
        return client;
    }

    private static ValueTask PublishAsync(TestBroker broker, string payload) =>
        broker.Server.PublishAsync("t/1", Encoding.UTF8.GetBytes(payload), MqttQos.AtLeastOnce, false, default);

    private static async Task<string> ReadAsync(RawClient client)
    {
        var (packet, _) = await client.ReadPublishAsync();
        await client.SendAckAsync(PacketType.PubAck, packet.PacketId);
        return Encoding.UTF8.GetString(packet.Payload);
    }

    /// <summary>Messages that were sent to a client before the last one.</summary>
    private static async Task<int> CountAsync(RawClient client)
    {
        var count = 0;
        while ((await client.ReadPublishAsync()).Packet.Topic != s_end.Filter)
        {
            count++;
        }

        return count;
    }
}
