namespace UrbanGrid.Mqtt.Tests.Conformance;

/// <summary>SUBSCRIBE and UNSUBSCRIBE.</summary>
public sealed class SubscribeMusts
{
    private const MqttVersion V5 = MqttVersion.V5;

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-3.8.4-1", "3.1.1:MQTT-3.8.4-2", "3.1.1:MQTT-2.3.1-7", "3.1.1:MQTT-3.8.4-4", "3.1.1:MQTT-3.8.4-5", "3.1.1:MQTT-3.9.3-1", "3.1.1:MQTT-3.9.3-2",
        "5:MQTT-3.8.4-1", "5:MQTT-3.8.4-2", "5:MQTT-2.2.1-6", "5:MQTT-3.8.4-5", "5:MQTT-3.8.4-6", "5:MQTT-3.8.4-7", "5:MQTT-3.9.3-1", "5:MQTT-3.9.3-2")]
    public async Task Several_filters_are_granted_in_one_answer_in_their_order(MqttVersion version)
    {
        var topic = Peer.Unique("t");
        using var peer = await Peer.ConnectAsync(version);

        var id = await peer.SendSubscribeAsync(null, ($"{topic}/0", 0), ($"{topic}/2", 2), ($"{topic}/1", 1));

        var grant = Grant.Of(await peer.ReadAsync(Packet.SubAck), version);
        Assert.Equal(id, grant.Id);
        Assert.Equal([0, 2, 1], grant.Codes);
        foreach (var part in new[] { "0", "2", "1" })
        {
            await peer.SendPublishAsync($"{topic}/{part}", "x");
            Assert.Equal($"{topic}/{part}", (await peer.TakeAsync()).Topic);
        }
    }

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-3.8.4-6", "5:MQTT-3.8.4-8")]
    public async Task A_delivery_has_the_lower_of_the_qos_published_and_granted(MqttVersion version)
    {
        using var peer = await Peer.ConnectAsync(version);
        using var publisher = await Peer.ConnectAsync(version);
        for (var granted = 0; granted < 3; granted++)
        {
            var topic = Peer.Unique("t");
            Assert.Equal(granted, await peer.SubscribeAsync(topic, granted));
            for (var published = 0; published < 3; published++)
            {
                await publisher.PublishAsync(topic, "x", published);
                Assert.Equal(Math.Min(granted, published), (await peer.TakeAsync()).Qos);
            }
        }
    }

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-3.8.4-3", "5:MQTT-3.8.4-3", "5:MQTT-3.8.4-4")]
    public async Task The_same_filter_again_replaces_the_subscription_and_sends_retained_messages_again(MqttVersion version)
    {
        var topic = Peer.Unique("t");
        using var peer = await Peer.ConnectAsync(version);
        using var publisher = await Peer.ConnectAsync(version);
        await publisher.PublishAsync(topic, "kept", retain: true);
        await peer.SubscribeAsync(topic, 2);
        Assert.Equal("kept", (await peer.TakeAsync()).Payload);

        await peer.SubscribeAsync(topic, 0);

        Assert.Equal(("kept", 0), Of(await peer.TakeAsync()));
        await publisher.PublishAsync(topic, "live");
        Assert.Equal(("live", 0), Of(await peer.TakeAsync()));
        await peer.NothingAsync();

        static (string, int) Of(Delivery delivery) => (delivery.Payload, delivery.Qos);
    }

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-3.3.5-1", "5:MQTT-3.3.4-2")]
    public async Task Overlapping_subscriptions_deliver_with_the_highest_qos_of_them(MqttVersion version)
    {
        var topic = Peer.Unique("t");
        using var peer = await Peer.ConnectAsync(version);
        await peer.SubscribeAsync($"{topic}/#", 0);
        await peer.SubscribeAsync($"{topic}/+", 2);
        await peer.SubscribeAsync($"{topic}/end", 0);
        using var publisher = await Peer.ConnectAsync(version);

        await publisher.PublishAsync($"{topic}/x", "x", qos: 2);
        await publisher.PublishAsync($"{topic}/end", "end", qos: 0);

        var qos = new List<int>();
        for (var delivery = await peer.TakeAsync(); delivery.Payload != "end"; delivery = await peer.TakeAsync())
        {
            qos.Add(delivery.Qos);
        }

        // One copy, or one for each subscription.
        Assert.Equal(2, qos.Max());
        Assert.InRange(qos.Count, 1, 2);
    }

    [Fact]
    [Must("5:MQTT-3.3.4-3", "5:MQTT-3.3.4-4", "5:MQTT-3.3.4-5")]
    public async Task A_delivery_carries_the_identifiers_of_its_subscriptions()
    {
        var topic = Peer.Unique("t");
        using var peer = await Peer.ConnectAsync(V5);
        await peer.SubscribeAsync($"{topic}/#", 1, Props.Of((0x0B, 1)));
        await peer.SubscribeAsync($"{topic}/+", 1, Props.Of((0x0B, 268_435_455)));
        await peer.SubscribeAsync($"{topic}/end", 1, Props.Of((0x0B, 3)));

        await peer.SendPublishAsync($"{topic}/x", "x");
        await peer.SendPublishAsync($"{topic}/end", "end");

        var ids = new List<long>();
        var delivery = await peer.TakeAsync();
        for (; delivery.Payload != "end"; delivery = await peer.TakeAsync())
        {
            ids.AddRange(delivery.Props.All(0x0B).Cast<long>());
        }

        Assert.Equal([1L, 268_435_455L], ids.Order());
    }

    [Fact]
    [Must("5:MQTT-3.8.3-3")]
    public async Task What_a_client_publishes_does_not_come_back_to_it_if_it_wishes_so()
    {
        var topic = Peer.Unique("t");
        using var peer = await Peer.ConnectAsync(V5);
        await peer.SubscribeAsync($"{topic}/#", 1 | 4);
        using var other = await Peer.ConnectAsync(V5);

        await peer.PublishAsync($"{topic}/own", "own");
        await other.PublishAsync($"{topic}/other", "other");

        Assert.Equal("other", (await peer.TakeAsync()).Payload);
    }

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-3.10.4-1", "3.1.1:MQTT-3.10.4-2", "3.1.1:MQTT-3.10.4-4", "3.1.1:MQTT-3.10.4-5", "3.1.1:MQTT-3.10.4-6", "3.1.1:MQTT-2.3.1-7",
        "5:MQTT-3.10.4-1", "5:MQTT-3.10.4-2", "5:MQTT-3.10.4-4", "5:MQTT-3.10.4-5", "5:MQTT-3.10.4-6", "5:MQTT-3.11.3-1", "5:MQTT-3.11.3-2", "5:MQTT-2.2.1-6")]
    public async Task Unsubscribing_ends_exactly_the_filters_named_and_is_always_answered(MqttVersion version)
    {
        var topic = Peer.Unique("t");
        using var peer = await Peer.ConnectAsync(version);
        await peer.SubscribeAsync($"{topic}/a");
        await peer.SubscribeAsync($"{topic}/+/b");
        await peer.SubscribeAsync($"{topic}/stays");

        // A filter that matches a subscription's topics, or differs in case, is not that subscription.
        var nothing = await peer.UnsubscribeAsync($"{topic}/+", $"{topic}/#", $"{topic}/A");
        await peer.SendPublishAsync($"{topic}/a", "still");
        Assert.Equal("still", (await peer.TakeAsync()).Payload);
        var some = await peer.UnsubscribeAsync($"{topic}/a", $"{topic}/none", $"{topic}/+/b");
        await peer.SendPublishAsync($"{topic}/a", "no");
        await peer.SendPublishAsync($"{topic}/x/b", "no");
        await peer.SendPublishAsync($"{topic}/stays", "yes");

        Assert.Equal("yes", (await peer.TakeAsync()).Payload);
        Assert.Equal(version == V5 ? [0x11, 0x11, 0x11] : [], nothing.Codes);
        Assert.Equal(version == V5 ? [0, 0x11, 0] : [], some.Codes);
    }

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-3.10.4-3", "5:MQTT-3.10.4-3")]
    public async Task A_delivery_that_has_begun_is_completed_after_unsubscribing(MqttVersion version)
    {
        var topic = Peer.Unique("t");
        using var peer = await Peer.ConnectAsync(version);
        await peer.SubscribeAsync(topic);
        using var publisher = await Peer.ConnectAsync(version);
        await publisher.PublishAsync(topic, "x", qos: 2);
        var delivery = await peer.DeliveryAsync();

        await peer.UnsubscribeAsync(topic);
        await peer.AnswerAsync(Packet.PubRec, delivery.Id);

        Assert.Equal(delivery.Id, Answer.Of(await peer.ReadAsync(Packet.PubRel)).Id);
    }
}
