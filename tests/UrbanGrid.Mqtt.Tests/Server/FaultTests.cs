using UrbanGrid.Mqtt.Codec;
using UrbanGrid.TestKit;

namespace UrbanGrid.Mqtt.Tests;

/// <summary>Clients that are slow, gone without a word, or ask for too much.</summary>
public sealed class FaultTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_client_that_sends_its_connect_a_byte_a_second_is_closed_after_the_timeout()
    {
        var time = new ManualTime();
        await using var broker = await TestBroker.StartAsync(new MqttServerOptions { ConnectTimeout = TimeSpan.FromSeconds(5) }, time);
        using var slow = await RawClient.OpenAsync(broker);
        using var other = await RawClient.ConnectAsync(broker, "other");
        var connect = Wire.Bytes(new ConnectPacket { Version = MqttVersion.V5, ClientId = "slow", KeepAliveSeconds = 0 }.Write);

        foreach (var part in connect.Take(5))
        {
            await slow.SendAsync(new[] { part });
            time.Advance(s_second);
        }

        Assert.Null(await slow.ReadAsync());
        Assert.Equal(1, broker.Server.SessionCount);
        await other.SendAsync("C0 00");
        await other.ReadAsync(PacketType.PingResp);
    }

    [Fact]
    public async Task A_publisher_that_sends_a_byte_a_second_is_closed_by_its_keep_alive_and_holds_up_nobody()
    {
        var time = new ManualTime();
        await using var broker = await TestBroker.StartAsync(time: time);
        using var slow = await RawClient.ConnectAsync(broker, "slow", change: c => c with { KeepAliveSeconds = 10 });
        using var other = await RawClient.ConnectAsync(broker, "other");
        await other.SubscribeAsync(new SubscriptionRequest("t", MqttQos.AtMostOnce));
        var publish = Wire.Publish(MqttVersion.V5, "t", new string('x', 100));
        var closed = slow.ReadAsync();

        for (var i = 0; i < 60 && !closed.IsCompleted; i++)
        {
            try
            {
                await slow.SendAsync(publish.AsMemory(i, 1));
            }
            catch (System.Net.Sockets.SocketException)
            {
                // Closed already.
            }

            await other.PublishAsync("t", $"{i}");
            await other.ReadAsync(PacketType.Publish);
            time.Advance(s_second);
        }

        var told = await closed;
        Assert.Equal(MqttReasonCode.KeepAliveTimeout, DisconnectPacket.Read(told!.Value, MqttVersion.V5).Reason);
        Assert.DoesNotContain(broker.Application.Received, m => m.Payload.StartsWith('x'));
    }

    [Fact]
    public async Task A_client_whose_network_has_died_is_found_out_by_its_keep_alive_and_its_will_published()
    {
        var time = new ManualTime();
        await using var broker = await TestBroker.StartAsync(time: time);
        using var watcher = await RawClient.ConnectAsync(broker, "watcher");
        await watcher.SubscribeAsync(new SubscriptionRequest("will", MqttQos.AtLeastOnce));
        // Half open: the socket stays, but neither a byte nor a FIN comes any more.
        using var dead = await RawClient.ConnectAsync(broker, "dead", change: c => c with
        {
            KeepAliveSeconds = 10, Will = new MqttWill("will", "gone"u8.ToArray(), MqttQos.AtLeastOnce, false),
        });

        await Eventually.UntilAsync(() =>
        {
            time.Advance(s_second);
            return broker.Server.SessionCount == 1;
        });

        Assert.Equal("will", (await watcher.ReadPublishAsync()).Packet.Topic);
    }

    [Fact]
    public async Task A_client_that_asks_for_a_million_topics_gets_its_quota_and_no_more()
    {
        const int perPacket = 1_000;
        await using var broker = await TestBroker.StartAsync(new MqttServerOptions { MaxSubscriptionsPerSession = 1_000 });
        using var greedy = await RawClient.ConnectAsync(broker, "greedy");
        using var other = await RawClient.ConnectAsync(broker, "other");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var granted = 0;

        for (var packet = 0; packet < 1_000; packet++)
        {
            var filters = Enumerable.Range(packet * perPacket, perPacket).Select(i => new SubscriptionRequest($"city/{i}/+", MqttQos.AtLeastOnce));
            var reasons = await greedy.SubscribeAsync([.. filters]);
            granted += reasons.Count(r => r < MqttReasonCode.UnspecifiedError);
            Assert.All(reasons.Where(r => r >= MqttReasonCode.UnspecifiedError), r => Assert.Equal(MqttReasonCode.QuotaExceeded, r));
        }

        Assert.Equal(1_000, granted);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 32L * 1024 * 1024);
        await other.PublishAsync("city/5/x", "x", packetId: 1);
        await other.ReadAckAsync();
        Assert.Equal("city/5/x", (await greedy.ReadPublishAsync()).Packet.Topic);
    }
}
