using System.Buffers;
using System.Text;
using UrbanGrid.Mqtt.Codec;
using UrbanGrid.TestKit;

namespace UrbanGrid.Mqtt.Tests;

public sealed class RetainedTests
{
    [Fact]
    public async Task A_new_subscriber_gets_the_last_retained_message_of_each_topic()
    {
        await using var broker = await TestBroker.StartAsync();
        await PublishAsync(broker, "d/1/status", "offline");
        await PublishAsync(broker, "d/1/status", "online");
        await PublishAsync(broker, "d/2/status", "offline");
        await PublishAsync(broker, "d/3/status", "gone");
        await PublishAsync(broker, "d/3/status", "");
        using var client = await RawClient.ConnectAsync(broker, "client");

        await client.SubscribeAsync(new SubscriptionRequest("d/+/status", MqttQos.AtLeastOnce));

        var got = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            var (packet, _) = await client.ReadPublishAsync();
            got.Add($"{packet.Topic} {Encoding.UTF8.GetString(packet.Payload)} {packet.Retain} {packet.Qos}");
        }

        Assert.Equal(["d/1/status online True AtLeastOnce", "d/2/status offline True AtLeastOnce"], got.Order());
        await ExpectNothingMoreAsync(client);
    }

    [Theory]
    [InlineData(RetainHandling.Always, 2)]
    [InlineData(RetainHandling.IfNew, 1)]
    [InlineData(RetainHandling.Never, 0)]
    internal async Task Retain_handling_decides_when_they_are_sent(RetainHandling handling, int times)
    {
        await using var broker = await TestBroker.StartAsync();
        await PublishAsync(broker, "t", "kept");
        using var client = await RawClient.ConnectAsync(broker, "client");

        await client.SubscribeAsync(new SubscriptionRequest("t", MqttQos.AtMostOnce, RetainHandling: handling));
        await WaitForRetainedAsync(client, handling == RetainHandling.Never ? 0 : 1);
        await client.SubscribeAsync(new SubscriptionRequest("t", MqttQos.AtMostOnce, RetainHandling: handling));
        await client.PublishAsync("t", "live");

        var received = handling == RetainHandling.Never ? 0 : 1;
        while (Encoding.UTF8.GetString((await client.ReadPublishAsync()).Packet.Payload) != "live")
        {
            received++;
        }

        Assert.Equal(times, received);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task A_live_message_keeps_its_retain_flag_only_if_asked_for(bool asPublished, bool flag)
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await RawClient.ConnectAsync(broker, "client");
        await client.SubscribeAsync(new SubscriptionRequest("t", MqttQos.AtMostOnce, RetainAsPublished: asPublished));

        await PublishAsync(broker, "t", "x");

        Assert.Equal(flag, (await client.ReadPublishAsync()).Packet.Retain);
    }

    [Fact]
    public async Task An_expired_message_is_not_sent()
    {
        var time = new ManualTime();
        await using var broker = await TestBroker.StartAsync(time: time);
        await broker.Server.PublishAsync(
            new MqttMessage
            {
                Topic = "t", Payload = "x"u8.ToArray(), Retain = true,
                Properties = new MqttMessageProperties { Expiry = TimeSpan.FromSeconds(60) },
            },
            default);
        using var early = await RawClient.ConnectAsync(broker, "early");
        time.Advance(TimeSpan.FromSeconds(20));
        await early.SubscribeAsync(new SubscriptionRequest("t", MqttQos.AtMostOnce));
        Assert.Equal(40u, (await early.ReadPublishAsync()).Properties!.Number(PropertyId.MessageExpiryInterval));

        time.Advance(TimeSpan.FromSeconds(40));
        using var late = await RawClient.ConnectAsync(broker, "late");
        await late.SubscribeAsync(new SubscriptionRequest("t", MqttQos.AtMostOnce));

        await ExpectNothingMoreAsync(late);
    }

    [Fact]
    public async Task An_expired_message_makes_room_for_another()
    {
        var time = new ManualTime();
        await using var broker = await TestBroker.StartAsync(new MqttServerOptions { MaxRetainedMessages = 1 }, time);
        await broker.Server.PublishAsync(
            new MqttMessage
            {
                Topic = "a/b", Payload = "x"u8.ToArray(), Retain = true,
                Properties = new MqttMessageProperties { Expiry = TimeSpan.FromSeconds(60) },
            },
            default);
        time.Advance(TimeSpan.FromMinutes(2));

        await PublishAsync(broker, "a/c", "kept");

        using var client = await RawClient.ConnectAsync(broker, "client");
        await client.SubscribeAsync(new SubscriptionRequest("#", MqttQos.AtMostOnce));
        Assert.Equal("a/c", (await client.ReadPublishAsync()).Packet.Topic);
    }

    [Fact]
    public async Task Topics_beyond_the_limit_are_delivered_but_not_kept()
    {
        await using var broker = await TestBroker.StartAsync(new MqttServerOptions { MaxRetainedMessages = 1 });
        await PublishAsync(broker, "a", "1");
        await PublishAsync(broker, "b", "2");
        await PublishAsync(broker, "a", "3");
        using var client = await RawClient.ConnectAsync(broker, "client");

        await client.SubscribeAsync(new SubscriptionRequest("#", MqttQos.AtMostOnce));

        Assert.Equal("3", Encoding.UTF8.GetString((await client.ReadPublishAsync()).Packet.Payload));
        await ExpectNothingMoreAsync(client);
        Assert.Equal(1, broker.Server.Counters.Dropped);
    }

    [Fact]
    public async Task More_retained_messages_than_the_queue_holds_all_arrive()
    {
        await using var broker = await TestBroker.StartAsync(
            new MqttServerOptions { MaxQueuedPerSession = 10, MaxInflightPerSession = 8 });
        for (var i = 0; i < 200; i++)
        {
            await PublishAsync(broker, $"d/{i}", $"{i}");
        }

        using var client = await RawClient.ConnectAsync(broker, "client");
        await client.SubscribeAsync(new SubscriptionRequest("d/+", MqttQos.AtLeastOnce));

        var topics = new HashSet<string>();
        while (topics.Count < 200)
        {
            var (packet, _) = await client.ReadPublishAsync();
            topics.Add(packet.Topic);
            await client.SendAsync(o => new AckPacket(packet.PacketId, MqttReasonCode.Success).Write(o, MqttVersion.V5));
        }
    }

    private static async Task PublishAsync(TestBroker broker, string topic, string payload) =>
        await broker.Server.PublishAsync(topic, Encoding.UTF8.GetBytes(payload), MqttQos.AtLeastOnce, true, default);

    private static async Task WaitForRetainedAsync(RawClient client, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.True((await client.ReadPublishAsync()).Packet.Retain);
        }
    }

    /// <summary>Retained messages leave before live ones, so a live one shows that there are none left.</summary>
    private static async Task ExpectNothingMoreAsync(RawClient client)
    {
        await client.SubscribeAsync(new SubscriptionRequest("end", MqttQos.AtMostOnce));
        await client.PublishAsync("end", "");
        Assert.Equal("end", (await client.ReadPublishAsync()).Packet.Topic);
    }
}
