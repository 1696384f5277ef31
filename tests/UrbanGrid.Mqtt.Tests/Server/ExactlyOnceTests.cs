using System.Buffers;
using System.Net.Sockets;
using System.Text;
using UrbanGrid.Mqtt.Codec;
using UrbanGrid.Mqtt.Server;
using UrbanGrid.TestKit;

namespace UrbanGrid.Mqtt.Tests;

/// <summary>QoS 2 both ways, MQTT 5 §4.3.3.</summary>
public sealed class ExactlyOnceTests
{
    [Theory]
    [InlineData(MqttVersion.V5)]
    [InlineData(MqttVersion.V311)]
    public async Task A_message_that_comes_twice_before_its_release_is_handed_on_once(MqttVersion version)
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await RawClient.ConnectAsync(broker, "device", version);

        await client.PublishExactlyOnceAsync("t", "x", 5);
        Assert.Equal(5, (await client.ReadAckAsync(PacketType.PubRec)).PacketId);
        await client.PublishExactlyOnceAsync("t", "x", 5, duplicate: true);
        Assert.Equal(5, (await client.ReadAckAsync(PacketType.PubRec)).PacketId);
        await client.SendAckAsync(PacketType.PubRel, 5);
        Assert.Equal(new AckPacket(5, MqttReasonCode.Success, PacketType.PubComp), await client.ReadAckAsync(PacketType.PubComp));
        Assert.Single(broker.Application.Received);

        await client.PublishExactlyOnceAsync("t", "y", 5);
        await client.ReadAckAsync(PacketType.PubRec);
        Assert.Equal(["x", "y"], broker.Application.Received.Select(m => m.Payload));
    }

    [Fact]
    public async Task A_message_that_comes_again_over_the_next_connection_is_handed_on_once()
    {
        await using var broker = await TestBroker.StartAsync();
        var (first, _) = await RawClient.ResumeAsync(broker, "device");
        await first.PublishExactlyOnceAsync("t", "x", 5);
        await first.ReadAckAsync(PacketType.PubRec);
        first.Dispose();
        await Eventually.UntilAsync(() => broker.Server.SessionCount == 0);

        var (second, _) = await RawClient.ResumeAsync(broker, "device");
        await second.PublishExactlyOnceAsync("t", "x", 5, duplicate: true);
        await second.ReadAckAsync(PacketType.PubRec);
        await second.SendAckAsync(PacketType.PubRel, 5);

        Assert.Equal(MqttReasonCode.Success, (await second.ReadAckAsync(PacketType.PubComp)).Reason);
        Assert.Single(broker.Application.Received);
    }

    [Fact]
    public async Task A_message_still_in_work_when_it_comes_again_is_acknowledged_when_the_work_is_done()
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Application.HoldReceipts = true;
        var (first, _) = await RawClient.ResumeAsync(broker, "device");
        await first.PublishExactlyOnceAsync("t", "x", 5);
        await Eventually.UntilAsync(() => broker.Application.Held.Count == 1);
        first.Dispose();
        await Eventually.UntilAsync(() => broker.Server.SessionCount == 0);

        var (second, _) = await RawClient.ResumeAsync(broker, "device");
        await second.PublishExactlyOnceAsync("t", "x", 5, duplicate: true);
        await second.ExpectNothingAsync();
        broker.Application.CompleteAll();

        Assert.Equal(5, (await second.ReadAckAsync(PacketType.PubRec)).PacketId);
        Assert.Single(broker.Application.Received);
    }

    [Fact]
    public async Task An_error_in_pubrec_frees_the_packet_identifier()
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Application.Verdict = _ => MqttReasonCode.QuotaExceeded;
        using var client = await RawClient.ConnectAsync(broker, "device");

        await client.PublishExactlyOnceAsync("t", "x", 5);
        Assert.Equal(MqttReasonCode.QuotaExceeded, (await client.ReadAckAsync(PacketType.PubRec)).Reason);
        await client.PublishExactlyOnceAsync("t", "y", 5);
        await client.ReadAckAsync(PacketType.PubRec);

        Assert.Equal(["x", "y"], broker.Application.Received.Select(m => m.Payload));
    }

    [Fact]
    public async Task A_release_of_an_unknown_packet_identifier_is_told_so()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await RawClient.ConnectAsync(broker, "device");

        await client.SendAckAsync(PacketType.PubRel, 9);

        Assert.Equal(new AckPacket(9, MqttReasonCode.PacketIdentifierNotFound, PacketType.PubComp), await client.ReadAckAsync(PacketType.PubComp));
    }

    [Theory]
    [InlineData(MqttVersion.V5)]
    [InlineData(MqttVersion.V311)]
    public async Task A_subscriber_gets_a_message_with_all_four_packets(MqttVersion version)
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await RawClient.ConnectAsync(broker, "client", version);
        await client.SubscribeAsync(new SubscriptionRequest("t", MqttQos.ExactlyOnce));

        await broker.Server.PublishAsync("t", "x"u8.ToArray(), MqttQos.ExactlyOnce, false, default);

        var (packet, _) = await client.ReadPublishAsync();
        Assert.Equal((MqttQos.ExactlyOnce, false), (packet.Qos, packet.Duplicate));
        await client.SendAckAsync(PacketType.PubRec, packet.PacketId);
        Assert.Equal(packet.PacketId, (await client.ReadAckAsync(PacketType.PubRel)).PacketId);
        await client.SendAckAsync(PacketType.PubComp, packet.PacketId);
        await client.ExpectNothingAsync();
    }

    [Fact]
    public async Task What_is_not_acknowledged_comes_again_in_its_order_at_the_stage_it_was()
    {
        await using var broker = await TestBroker.StartAsync();
        var (first, _) = await RawClient.ResumeAsync(broker, "client");
        await first.SubscribeAsync(new SubscriptionRequest("t", MqttQos.ExactlyOnce));
        await PublishAsync(broker, "one", MqttQos.AtLeastOnce);
        await PublishAsync(broker, "two", MqttQos.ExactlyOnce);
        await PublishAsync(broker, "three", MqttQos.ExactlyOnce);
        var sent = new List<ushort>();
        for (var i = 0; i < 3; i++)
        {
            sent.Add((await first.ReadPublishAsync()).Packet.PacketId);
        }

        await first.SendAckAsync(PacketType.PubRec, sent[1]);
        await first.ReadAckAsync(PacketType.PubRel);
        first.Dispose();
        await Eventually.UntilAsync(() => broker.Server.SessionCount == 0);

        var (second, isPresent) = await RawClient.ResumeAsync(broker, "client");
        Assert.True(isPresent);
        var (one, _) = await second.ReadPublishAsync();
        Assert.Equal((sent[0], true, "one"), (one.PacketId, one.Duplicate, Encoding.UTF8.GetString(one.Payload)));
        Assert.Equal(sent[1], (await second.ReadAckAsync(PacketType.PubRel)).PacketId);
        var (three, _) = await second.ReadPublishAsync();
        Assert.Equal((sent[2], true, "three"), (three.PacketId, three.Duplicate, Encoding.UTF8.GetString(three.Payload)));
    }

    [Fact]
    public async Task An_error_in_the_subscribers_pubrec_ends_the_message()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await RawClient.ConnectAsync(broker, "client", change: c => c with { ReceiveMaximum = 1 });
        await client.SubscribeAsync(new SubscriptionRequest("t", MqttQos.ExactlyOnce));
        await PublishAsync(broker, "one", MqttQos.ExactlyOnce);
        await PublishAsync(broker, "two", MqttQos.ExactlyOnce);

        var (one, _) = await client.ReadPublishAsync();
        await client.SendAckAsync(PacketType.PubRec, one.PacketId, MqttReasonCode.PayloadFormatInvalid);

        Assert.Equal("two", Encoding.UTF8.GetString((await client.ReadPublishAsync()).Packet.Payload));
    }

    [Fact]
    public async Task Messages_that_are_not_released_count_against_the_receive_maximum()
    {
        await using var broker = await TestBroker.StartAsync(new MqttServerOptions { MaxInflightPerSession = 2 });
        using var client = await RawClient.ConnectAsync(broker, "device");

        for (ushort id = 1; id <= 3; id++)
        {
            await client.PublishExactlyOnceAsync("t", "x", id);
        }

        await client.ReadAckAsync(PacketType.PubRec);
        await client.ReadAckAsync(PacketType.PubRec);
        Assert.Equal(MqttReasonCode.ReceiveMaximumExceeded, await client.ReadDisconnectAsync());
    }

    [Fact]
    public async Task A_client_that_is_thrown_out_and_answers_before_it_reads_on_comes_to_read_why()
    {
        const int limit = 20;
        await using var broker = await TestBroker.StartAsync(new MqttServerOptions { MaxInflightPerSession = limit });
        using var client = await RawClient.ConnectAsync(broker, "device");

        for (ushort id = 1; id <= limit + 1; id++)
        {
            await client.PublishExactlyOnceAsync("t", "x", id);
        }

        await EndedAsync(broker);
        for (ushort id = 1; id <= limit; id++)
        {
            await client.ReadAckAsync(PacketType.PubRec);
            await client.SendAckAsync(PacketType.PubRel, id);
        }

        Assert.Equal(MqttReasonCode.ReceiveMaximumExceeded, await client.ReadDisconnectAsync());
    }

    [Fact]
    public async Task A_client_that_is_thrown_out_amid_deliveries_comes_to_read_why()
    {
        const int deliveries = 20;
        await using var broker = await TestBroker.StartAsync();
        using var client = await RawClient.ConnectAsync(broker, "client");
        await client.SubscribeAsync(new SubscriptionRequest("t", MqttQos.AtLeastOnce));
        for (var i = 0; i < deliveries; i++)
        {
            await PublishAsync(broker, "x", MqttQos.AtLeastOnce);
        }

        var sent = new List<ushort>();
        while (sent.Count < deliveries)
        {
            sent.Add((await client.ReadPublishAsync()).Packet.PacketId);
        }

        await client.SendAsync("C1 00");
        await EndedAsync(broker);
        foreach (var id in sent)
        {
            await client.SendAckAsync(PacketType.PubAck, id);
        }

        Assert.Equal(MqttReasonCode.MalformedPacket, await client.ReadDisconnectAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_was_told_to_go_and_does_not_is_closed_after_a_while(bool talksOn)
    {
        var time = new ManualTime();
        await using var broker = await TestBroker.StartAsync(new MqttServerOptions { MaxInflightPerSession = 1 }, time);
        using var client = await RawClient.ConnectAsync(broker, "device");
        await client.PublishExactlyOnceAsync("t", "x", 1);
        await client.ReadAckAsync(PacketType.PubRec);
        await client.PublishExactlyOnceAsync("t", "x", 2);
        Assert.Equal(MqttReasonCode.ReceiveMaximumExceeded, await client.ReadDisconnectAsync());

        var closed = client.ReadAsync();
        await Eventually.UntilAsync(async () =>
        {
            if (talksOn)
            {
                await TrySendReleaseAsync(client);
            }

            time.Advance(LastHearing.Silence / 2);
            return closed.IsCompleted;
        });

        Assert.Null(await closed);
    }

    [Fact]
    public async Task An_acknowledgement_of_the_wrong_kind_breaks_the_protocol()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await RawClient.ConnectAsync(broker, "client");
        await client.SubscribeAsync(new SubscriptionRequest("t", MqttQos.ExactlyOnce));
        await PublishAsync(broker, "x", MqttQos.ExactlyOnce);
        var (packet, _) = await client.ReadPublishAsync();

        await client.SendAckAsync(PacketType.PubAck, packet.PacketId);

        Assert.Equal(MqttReasonCode.ProtocolError, await client.ReadDisconnectAsync());
    }

    private static async Task TrySendReleaseAsync(RawClient client)
    {
        try
        {
            await client.SendAckAsync(PacketType.PubRel, 1);
        }
        catch (SocketException)
        {
            // The connection has been closed.
        }
    }

    /// <summary>The session has ended, and the connection, too, if it ends at once.</summary>
    private static async Task EndedAsync(TestBroker broker)
    {
        await Eventually.UntilAsync(() => !broker.Server.Sessions.Connections.Any());
        await Task.Delay(200);
    }

    private static ValueTask PublishAsync(TestBroker broker, string payload, MqttQos qos) =>
        broker.Server.PublishAsync("t", Encoding.UTF8.GetBytes(payload), qos, false, default);
}
