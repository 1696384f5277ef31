using System.Buffers;
using System.Text;
using UrbanGrid.Mqtt.Codec;
using UrbanGrid.TestKit;

namespace UrbanGrid.Mqtt.Tests;

public sealed class PersistentSessionTests
{
    [Theory]
    [InlineData(MqttVersion.V5)]
    [InlineData(MqttVersion.V311)]
    public async Task A_session_keeps_subscriptions_and_messages_while_its_client_is_away(MqttVersion version)
    {
        await using var broker = await TestBroker.StartAsync();
        var (first, wasPresent) = await RawClient.ResumeAsync(broker, "client", version);
        await first.SubscribeAsync(new SubscriptionRequest("t", MqttQos.ExactlyOnce));
        await first.DisconnectAsync();

        await PublishAsync(broker, "zero", MqttQos.AtMostOnce);
        await PublishAsync(broker, "one", MqttQos.AtLeastOnce);
        await PublishAsync(broker, "two", MqttQos.ExactlyOnce);
        var (second, isPresent) = await RawClient.ResumeAsync(broker, "client", version);

        Assert.Equal((false, true), (wasPresent, isPresent));
        Assert.Equal(["one", "two"], [await ReadAsync(second), await ReadAsync(second)]);
        await PublishAsync(broker, "live", MqttQos.AtMostOnce);
        Assert.Equal("live", await ReadAsync(second));
    }

    [Theory]
    [InlineData(MqttVersion.V5)]
    [InlineData(MqttVersion.V311)]
    public async Task A_clean_start_ends_the_session_there_was(MqttVersion version)
    {
        await using var broker = await TestBroker.StartAsync();
        var (first, _) = await RawClient.ResumeAsync(broker, "client", version);
        await first.SubscribeAsync(new SubscriptionRequest("t", MqttQos.AtLeastOnce));
        await first.DisconnectAsync();
        await PublishAsync(broker, "old", MqttQos.AtLeastOnce);

        var (second, isPresent) = await RawClient.ResumeAsync(broker, "client", version, c => c with { CleanStart = true });

        Assert.False(isPresent);
        await PublishAsync(broker, "new", MqttQos.AtLeastOnce);
        await second.ExpectNothingAsync();
    }

    [Fact]
    public async Task A_session_is_over_when_its_expiry_has_passed()
    {
        var time = new ManualTime();
        await using var broker = await TestBroker.StartAsync(time: time);
        var (first, _) = await RawClient.ResumeAsync(broker, "client", change: c => c with { SessionExpirySeconds = 60 });
        await first.SubscribeAsync(new SubscriptionRequest("t", MqttQos.AtLeastOnce));
        await first.DisconnectAsync();
        await Eventually.UntilAsync(() => broker.Server.SessionCount == 0);
        time.Advance(TimeSpan.FromSeconds(59));
        var (second, stillPresent) = await RawClient.ResumeAsync(broker, "client", change: c => c with { SessionExpirySeconds = 60 });
        await second.DisconnectAsync();
        await Eventually.UntilAsync(() => broker.Server.SessionCount == 0);
        time.Advance(TimeSpan.FromSeconds(61));

        var (_, isPresent) = await RawClient.ResumeAsync(broker, "client");

        Assert.Equal((true, false), (stillPresent, isPresent));
    }

    [Theory]
    [InlineData("E0 07 00 05 11 00000000", false)]
    [InlineData("E0 07 00 05 11 00000064", true)]
    public async Task Disconnect_can_change_how_long_the_session_lives(string disconnect, bool present)
    {
        var time = new ManualTime();
        await using var broker = await TestBroker.StartAsync(time: time);
        var (first, _) = await RawClient.ResumeAsync(broker, "client", change: c => c with { SessionExpirySeconds = 10 });
        await first.DisconnectAsync(disconnect);
        await Eventually.UntilAsync(() => broker.Server.SessionCount == 0);
        time.Advance(TimeSpan.FromSeconds(50));

        var (_, isPresent) = await RawClient.ResumeAsync(broker, "client");

        Assert.Equal(present, isPresent);
    }

    [Fact]
    public async Task A_full_queue_loses_its_oldest_messages_and_counts_them()
    {
        await using var broker = await TestBroker.StartAsync(new MqttServerOptions { MaxQueuedPerSession = 3 });
        await LeaveSubscribedAsync(broker);

        for (var i = 1; i <= 5; i++)
        {
            await PublishAsync(broker, $"{i}", MqttQos.AtLeastOnce);
        }

        var (second, _) = await RawClient.ResumeAsync(broker, "client");
        Assert.Equal(["3", "4", "5"], [await ReadAsync(second), await ReadAsync(second), await ReadAsync(second)]);
        Assert.Equal(2, broker.Server.Counters.Dropped);
    }

    [Theory]
    [InlineData(5_000, 1_000_000)]
    [InlineData(1_000_000, 5_000)]
    public async Task Queues_are_bounded_by_bytes_too_for_one_session_and_for_all(int ofOne, int ofAll)
    {
        await using var broker = await TestBroker.StartAsync(new MqttServerOptions { MaxQueuedBytesPerSession = ofOne, MaxQueuedBytes = ofAll });
        await LeaveSubscribedAsync(broker);

        for (var i = 1; i <= 10; i++)
        {
            await PublishAsync(broker, new string((char)('0' + i), 1_000), MqttQos.AtLeastOnce);
        }

        Assert.Equal(6, broker.Server.Counters.Dropped);
    }

    [Fact]
    public async Task A_message_that_expires_while_it_waits_is_not_sent_and_another_tells_what_is_left()
    {
        var time = new ManualTime();
        await using var broker = await TestBroker.StartAsync(time: time);
        await LeaveSubscribedAsync(broker);
        foreach (var seconds in (int[])[5, 60])
        {
            await broker.Server.PublishAsync(
                new MqttMessage
                {
                    Topic = "t", Payload = Encoding.UTF8.GetBytes($"{seconds}"), Qos = MqttQos.AtLeastOnce,
                    Properties = new MqttMessageProperties { Expiry = TimeSpan.FromSeconds(seconds) },
                },
                default);
        }

        time.Advance(TimeSpan.FromSeconds(20));
        var (second, _) = await RawClient.ResumeAsync(broker, "client");

        var (packet, properties) = await second.ReadPublishAsync();
        Assert.Equal("60", Encoding.UTF8.GetString(packet.Payload));
        Assert.Equal(40u, properties!.Number(PropertyId.MessageExpiryInterval));
    }

    [Fact]
    public async Task Another_user_does_not_get_the_session_of_a_client_identifier()
    {
        await using var broker = await TestBroker.StartAsync();
        var (first, _) = await RawClient.ResumeAsync(broker, "client", change: c => c with { UserName = "alice" });
        await first.SubscribeAsync(new SubscriptionRequest("t", MqttQos.AtLeastOnce));
        await first.DisconnectAsync();
        await PublishAsync(broker, "for alice", MqttQos.AtLeastOnce);

        var (second, isPresent) = await RawClient.ResumeAsync(broker, "client", change: c => c with { UserName = "mallory" });

        Assert.False(isPresent);
        await second.ExpectNothingAsync();
    }

    [Fact]
    public async Task A_subscription_that_is_no_longer_allowed_is_dropped_when_the_client_comes_back()
    {
        await using var broker = await TestBroker.StartAsync();
        await LeaveSubscribedAsync(broker);
        broker.Application.SubscribeAllowed = (_, _) => false;

        var (second, isPresent) = await RawClient.ResumeAsync(broker, "client");
        await PublishAsync(broker, "x", MqttQos.AtLeastOnce);

        Assert.True(isPresent);
        await second.ExpectNothingAsync();
    }

    [Fact]
    public async Task A_lower_receive_maximum_holds_for_what_is_sent_again()
    {
        await using var broker = await TestBroker.StartAsync();
        var (first, _) = await RawClient.ResumeAsync(broker, "client");
        await first.SubscribeAsync(new SubscriptionRequest("t", MqttQos.AtLeastOnce));
        for (var i = 0; i < 3; i++)
        {
            await PublishAsync(broker, "x", MqttQos.AtLeastOnce);
            await first.ReadPublishAsync();
        }

        first.Dispose();
        await Eventually.UntilAsync(() => broker.Server.SessionCount == 0);
        var (second, _) = await RawClient.ResumeAsync(broker, "client", change: c => c with { ReceiveMaximum = 2 });

        var (one, _) = await second.ReadPublishAsync();
        await second.ReadPublishAsync();
        await second.ExpectNothingAsync();
        await second.SendAckAsync(PacketType.PubAck, one.PacketId);
        Assert.True((await second.ReadPublishAsync()).Packet.Duplicate);
    }

    [Fact]
    public async Task The_session_whose_client_is_away_longest_makes_room_for_a_client_that_is_there()
    {
        var time = new ManualTime();
        await using var broker = await TestBroker.StartAsync(new MqttServerOptions { MaxSessions = 2 }, time);
        foreach (var id in (string[])["long", "short"])
        {
            var (client, _) = await RawClient.ResumeAsync(broker, id);
            await client.DisconnectAsync();
            await Eventually.UntilAsync(() => broker.Server.SessionCount == 0);
            time.Advance(TimeSpan.FromSeconds(10));
        }

        using var third = await RawClient.ConnectAsync(broker, "third");

        Assert.True((await RawClient.ResumeAsync(broker, "short")).IsPresent);
    }

    private static async Task LeaveSubscribedAsync(TestBroker broker)
    {
        var (client, _) = await RawClient.ResumeAsync(broker, "client");
        await client.SubscribeAsync(new SubscriptionRequest("t", MqttQos.ExactlyOnce));
        await client.DisconnectAsync();
        await Eventually.UntilAsync(() => broker.Server.SessionCount == 0);
    }

    private static ValueTask PublishAsync(TestBroker broker, string payload, MqttQos qos) =>
        broker.Server.PublishAsync("t", Encoding.UTF8.GetBytes(payload), qos, false, default);

    private static async Task<string> ReadAsync(RawClient client) =>
        Encoding.UTF8.GetString((await client.ReadPublishAsync()).Packet.Payload);
}
