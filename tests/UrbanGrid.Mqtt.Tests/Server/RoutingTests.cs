using System.Buffers;
using System.Text;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Tests;

public sealed class RoutingTests
{
    [Theory]
    [InlineData(MqttVersion.V5)]
    [InlineData(MqttVersion.V311)]
    public async Task A_subscriber_gets_what_matches_its_filters_once(MqttVersion version)
    {
        await using var broker = await TestBroker.StartAsync();
        using var subscriber = await RawClient.ConnectAsync(broker, "subscriber", version);
        using var publisher = await RawClient.ConnectAsync(broker, "publisher", version);
        await subscriber.SubscribeAsync(
            new SubscriptionRequest("city/+/tilt", MqttQos.AtMostOnce), new SubscriptionRequest("city/#", MqttQos.AtLeastOnce));

        await publisher.PublishAsync("town/m1/tilt", "no", 1);
        await publisher.PublishAsync("city/m1/tilt", "yes", 2);
        await publisher.PublishAsync("city", "last", 3);

        var (first, _) = await subscriber.ReadPublishAsync();
        var (second, _) = await subscriber.ReadPublishAsync();
        Assert.Equal(("city/m1/tilt", "yes", MqttQos.AtLeastOnce), (first.Topic, Text(first), first.Qos));
        Assert.Equal(("city", "last"), (second.Topic, Text(second)));
    }

    [Fact]
    public async Task Properties_of_a_message_reach_its_subscribers()
    {
        await using var broker = await TestBroker.StartAsync();
        using var subscriber = await RawClient.ConnectAsync(broker, "subscriber");
        using var publisher = await RawClient.ConnectAsync(broker, "publisher");
        await subscriber.SubscribeAsync(new SubscriptionRequest("t", MqttQos.AtMostOnce));

        await publisher.PublishAsync("t", "x", properties: new MqttMessageProperties
        {
            IsText = true,
            Expiry = TimeSpan.FromSeconds(100),
            ContentType = "application/json",
            ResponseTopic = "answers/1",
            CorrelationData = new byte[] { 1, 2, 3 },
            UserProperties = [new("a", "1"), new("a", "2"), new("b", "3")],
        });

        var got = (await subscriber.ReadPublishAsync()).Properties!;
        Assert.Equal(1u, got.Number(PropertyId.PayloadFormatIndicator));
        Assert.InRange(got.Number(PropertyId.MessageExpiryInterval)!.Value, 90u, 100u);
        Assert.Equal("application/json", got.Text(PropertyId.ContentType));
        Assert.Equal("answers/1", got.Text(PropertyId.ResponseTopic));
        Assert.Equal([1, 2, 3], got.Binary(PropertyId.CorrelationData));
        Assert.Equal([new("a", "1"), new("a", "2"), new("b", "3")], got.UserProperties);
    }

    [Fact]
    public async Task Subscription_identifiers_come_with_the_message()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await RawClient.ConnectAsync(broker, "client");
        await client.SendAsync(o => new SubscribePacket(1, 40, [new("a/#", MqttQos.AtMostOnce)]).Write(o, MqttVersion.V5));
        await client.SendAsync(o => new SubscribePacket(2, 50_000, [new("a/b", MqttQos.AtMostOnce)]).Write(o, MqttVersion.V5));
        await client.ReadAsync(PacketType.SubAck);
        await client.ReadAsync(PacketType.SubAck);

        await client.PublishAsync("a/b", "x");

        Assert.Equal([40, 50_000], (await client.ReadPublishAsync()).Properties!.SubscriptionIds.Order());
    }

    [Fact]
    public async Task A_subscription_with_no_local_does_not_echo()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await RawClient.ConnectAsync(broker, "client");
        using var other = await RawClient.ConnectAsync(broker, "other");
        await client.SubscribeAsync(new SubscriptionRequest("t", MqttQos.AtMostOnce, NoLocal: true));

        await client.PublishAsync("t", "own", 1);
        await client.ReadAckAsync();
        await other.PublishAsync("t", "foreign");

        Assert.Equal("foreign", Text((await client.ReadPublishAsync()).Packet));
    }

    [Fact]
    public async Task Unsubscribing_ends_the_deliveries()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await RawClient.ConnectAsync(broker, "client");
        await client.SubscribeAsync(new("t", MqttQos.AtMostOnce), new("u", MqttQos.AtMostOnce));

        await client.SendAsync(o => new UnsubscribePacket(5, ["t", "never"]).Write(o, MqttVersion.V5));
        var answer = SubAckPacket.Read(await client.ReadAsync(PacketType.UnsubAck), MqttVersion.V5);
        await client.PublishAsync("t", "gone");
        await client.PublishAsync("u", "still");

        Assert.Equal([MqttReasonCode.Success, MqttReasonCode.NoSubscriptionExisted], answer.Reasons);
        Assert.Equal("still", Text((await client.ReadPublishAsync()).Packet));
    }

    [Theory]
    [InlineData(MqttVersion.V5, "$share/g/t", 0x02)]
    [InlineData(MqttVersion.V311, "$share/g/t", 0x02)]
    [InlineData(MqttVersion.V5, "$share/t", 0x8F)]
    [InlineData(MqttVersion.V5, "$share/+/t", 0x8F)]
    [InlineData(MqttVersion.V5, "a/#/b", 0x8F)]
    [InlineData(MqttVersion.V5, "secret", 0x87)]
    [InlineData(MqttVersion.V311, "secret", 0x80)]
    [InlineData(MqttVersion.V5, "open", 0x02)]
    public async Task A_subscription_is_answered_with_the_reason_for_its_filter(MqttVersion version, string filter, byte reason)
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Application.SubscribeAllowed = (_, f) => f != "secret";
        using var client = await RawClient.ConnectAsync(broker, "client", version);

        var reasons = await client.SubscribeAsync(new SubscriptionRequest(filter, MqttQos.ExactlyOnce), new("other", MqttQos.AtMostOnce));

        Assert.Equal([(MqttReasonCode)reason, MqttReasonCode.Success], reasons);
    }

    [Fact]
    public async Task Subscriptions_beyond_the_limit_are_refused()
    {
        await using var broker = await TestBroker.StartAsync(new MqttServerOptions { MaxSubscriptionsPerSession = 1 });
        using var client = await RawClient.ConnectAsync(broker, "client");

        var reasons = await client.SubscribeAsync(new("a", 0), new("b", 0), new("a", MqttQos.AtLeastOnce));

        Assert.Equal([MqttReasonCode.Success, MqttReasonCode.QuotaExceeded, MqttReasonCode.GrantedQos1], reasons);
    }

    [Theory]
    [InlineData(MqttVersion.V5, MqttReasonCode.NotAuthorized)]
    [InlineData(MqttVersion.V311, MqttReasonCode.Success)]
    public async Task A_message_to_a_foreign_topic_is_acknowledged_and_dropped(MqttVersion version, MqttReasonCode told)
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Application.PublishAllowed = (s, t) => t.StartsWith($"{s.ClientId}/", StringComparison.Ordinal);
        using var client = await RawClient.ConnectAsync(broker, "device", version);

        await client.PublishAsync("other/t", "x", 1);
        await client.PublishAsync("device/t", "x", 2);

        Assert.Equal(new AckPacket(1, told), await client.ReadAckAsync());
        Assert.Equal(new AckPacket(2, MqttReasonCode.Success), await client.ReadAckAsync());
        Assert.Equal(["device/t"], broker.Application.Received.Select(m => m.Topic));
        Assert.Equal(1, broker.Server.Counters.Denied);
    }

    [Fact]
    public async Task A_topic_alias_stands_for_its_topic()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await RawClient.ConnectAsync(broker, "client");

        await client.SendAsync("30 0A 0003 612F62 03 23 0003 78"); // a/b, alias 3, "x"
        await client.SendAsync("30 07 0000 03 23 0003 79"); // alias 3, "y"
        await client.SendAsync("30 07 0000 03 23 0004 79"); // alias never set

        Assert.Equal(MqttReasonCode.ProtocolError, await client.ReadDisconnectAsync());
        Assert.Equal([("a/b", "x"), ("a/b", "y")], broker.Application.Received.Select(m => (m.Topic, m.Payload)));
    }

    private static string Text(PublishPacket packet) => Encoding.UTF8.GetString(packet.Payload);
}
