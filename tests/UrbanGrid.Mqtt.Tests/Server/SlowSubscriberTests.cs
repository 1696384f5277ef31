using UrbanGrid.Mqtt.Codec;
using UrbanGrid.TestKit;

namespace UrbanGrid.Mqtt.Tests;

public sealed class SlowSubscriberTests
{
    private static readonly MqttServerOptions s_small = new() { MaxQueuedPerSession = 20 };

    [Fact]
    public async Task A_slow_subscriber_misses_messages_of_qos_0_alone()
    {
        await using var broker = await TestBroker.StartAsync(s_small);
        using var slow = await RawClient.ConnectAsync(broker, "slow");
        using var quick = await RawClient.ConnectAsync(broker, "quick");
        await slow.SubscribeAsync(new SubscriptionRequest("t", MqttQos.AtMostOnce));
        await quick.SubscribeAsync(new SubscriptionRequest("t", MqttQos.AtMostOnce));
        var payload = new byte[100_000];

        // Far more than the socket buffers of a client that does not read can take.
        for (var i = 0; i < 500; i++)
        {
            await broker.Server.PublishAsync("t", payload, MqttQos.AtMostOnce, false, default);
            await quick.ReadAsync(PacketType.Publish);
        }

        Assert.True(broker.Server.Counters.Dropped > 0);
        Assert.Equal(2, broker.Server.SessionCount);
    }

    [Fact]
    public async Task A_subscriber_too_slow_for_qos_1_is_disconnected_and_the_publisher_does_not_wait()
    {
        await using var broker = await TestBroker.StartAsync(s_small);
        using var slow = await RawClient.ConnectAsync(broker, "slow", change: c => c with { ReceiveMaximum = 2 });
        await slow.SubscribeAsync(new SubscriptionRequest("t", MqttQos.AtLeastOnce));

        // It takes two and acknowledges neither, so everything after them waits.
        for (var i = 0; i < 2; i++)
        {
            await broker.Server.PublishAsync("t", new byte[1], MqttQos.AtLeastOnce, false, default);
            await slow.ReadAsync(PacketType.Publish);
        }

        for (var i = 0; i < 30; i++)
        {
            await broker.Server.PublishAsync("t", new byte[1], MqttQos.AtLeastOnce, false, default);
        }

        Assert.Equal(MqttReasonCode.QuotaExceeded, await slow.ReadDisconnectAsync());
        await Eventually.UntilAsync(() => broker.Server.SessionCount == 0);
    }

    [Fact]
    public async Task A_slow_subscriber_with_a_persistent_session_stays_and_misses_the_oldest()
    {
        await using var broker = await TestBroker.StartAsync(new MqttServerOptions { MaxQueuedPerSession = 5 });
        var (slow, _) = await RawClient.ResumeAsync(broker, "slow", change: c => c with { ReceiveMaximum = 1 });
        await slow.SubscribeAsync(new SubscriptionRequest("t", MqttQos.AtLeastOnce));
        await broker.Server.PublishAsync("t", new byte[] { 0 }, MqttQos.AtLeastOnce, false, default);
        var (next, _) = await slow.ReadPublishAsync();

        for (byte i = 1; i <= 10; i++)
        {
            await broker.Server.PublishAsync("t", new[] { i }, MqttQos.AtLeastOnce, false, default);
        }

        var got = new List<byte>();
        for (var i = 0; i < 5; i++)
        {
            await slow.SendAckAsync(PacketType.PubAck, next.PacketId);
            (next, _) = await slow.ReadPublishAsync();
            got.Add(next.Payload.FirstSpan[0]);
        }

        Assert.Equal([6, 7, 8, 9, 10], got);
        Assert.Equal(5, broker.Server.Counters.Dropped);
    }

    [Fact]
    public async Task A_client_that_reads_nothing_at_all_is_cut_off_after_the_write_timeout()
    {
        var time = new ManualTime();
        await using var broker = await TestBroker.StartAsync(s_small, time);
        using var stuck = await RawClient.ConnectAsync(broker, "stuck");
        await stuck.SubscribeAsync(new SubscriptionRequest("t", MqttQos.AtMostOnce));

        await Eventually.UntilAsync(async () =>
        {
            await broker.Server.PublishAsync("t", new byte[1_000_000], MqttQos.AtMostOnce, false, default);
            time.Advance(TimeSpan.FromSeconds(2));
            return broker.Server.SessionCount == 0;
        });

        Assert.Contains("end stuck UnspecifiedError", broker.Application.Events);
    }

    [Fact]
    public async Task No_more_messages_are_unacknowledged_than_the_client_allows()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await RawClient.ConnectAsync(broker, "client", change: c => c with { ReceiveMaximum = 3 });
        await client.SubscribeAsync(new SubscriptionRequest("t", MqttQos.AtLeastOnce));
        for (var i = 0; i < 5; i++)
        {
            await broker.Server.PublishAsync("t", new byte[1], MqttQos.AtLeastOnce, false, default);
        }

        var ids = new List<ushort>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add((await client.ReadPublishAsync()).Packet.PacketId);
        }

        await client.SendAsync("C000");
        await client.ReadAsync(PacketType.PingResp);
        await client.SendAsync(o => new AckPacket(ids[1], MqttReasonCode.Success).Write(o, MqttVersion.V5));
        ids.Add((await client.ReadPublishAsync()).Packet.PacketId);

        Assert.Equal(4, ids.Distinct().Count());
        await client.SendAsync("C000");
        await client.ReadAsync(PacketType.PingResp);
    }

    [Fact]
    public async Task A_message_over_the_clients_packet_size_is_left_out()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await RawClient.ConnectAsync(broker, "client", change: c => c with { MaximumPacketSize = 50 });
        await client.SubscribeAsync(new SubscriptionRequest("t", MqttQos.AtMostOnce));

        await broker.Server.PublishAsync("t", new byte[100], MqttQos.AtMostOnce, false, default);
        await broker.Server.PublishAsync("t", new byte[10], MqttQos.AtMostOnce, false, default);

        Assert.Equal(10, (await client.ReadPublishAsync()).Packet.Payload.Length);
        Assert.Equal(1, broker.Server.Counters.Dropped);
    }
}
