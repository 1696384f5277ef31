namespace UrbanGrid.Mqtt.Tests.Conformance;

/// <summary>Retained messages.</summary>
public sealed class RetainMusts
{
    private const MqttVersion V5 = MqttVersion.V5;

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-3.3.1-5", "3.1.1:MQTT-3.3.1-6", "3.1.1:MQTT-3.3.1-8", "3.1.1:MQTT-3.3.1-9", "5:MQTT-3.3.1-5", "5:MQTT-3.3.1-9", "5:MQTT-3.3.1-12")]
    public async Task The_last_retained_message_of_a_topic_waits_for_who_subscribes_later(MqttVersion version)
    {
        var topic = Peer.Unique("r");
        using var publisher = await Peer.ConnectAsync(version);
        using var early = await Peer.ConnectAsync(version);
        await early.SubscribeAsync($"{topic}/+");
        await publisher.PublishAsync($"{topic}/a", "1", qos: 1, retain: true);
        await publisher.PublishAsync($"{topic}/a", "2", qos: 2, retain: true);

        using var late = await Peer.ConnectAsync(version);
        await late.SubscribeAsync($"{topic}/+");

        var kept = await late.TakeAsync();
        Assert.Equal(("2", 2, true), (kept.Payload, kept.Qos, kept.Retain));
        await late.NothingAsync();
        // Who was there before gets both as ordinary messages.
        Assert.Equal(("1", false), Of(await early.TakeAsync()));
        Assert.Equal(("2", false), Of(await early.TakeAsync()));

        static (string, bool) Of(Delivery delivery) => (delivery.Payload, delivery.Retain);
    }

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-3.3.1-10", "3.1.1:MQTT-3.3.1-11", "5:MQTT-3.3.1-6", "5:MQTT-3.3.1-7")]
    public async Task An_empty_retained_message_is_delivered_and_removes_what_was_kept(MqttVersion version)
    {
        var topic = Peer.Unique("r");
        using var publisher = await Peer.ConnectAsync(version);
        using var early = await Peer.ConnectAsync(version);
        await early.SubscribeAsync(topic);
        await publisher.PublishAsync(topic, "kept", retain: true);
        await publisher.PublishAsync(topic, "", retain: true);

        using var late = await Peer.ConnectAsync(version);
        await late.SubscribeAsync(topic);

        await late.NothingAsync();
        Assert.Equal("kept", (await early.TakeAsync()).Payload);
        Assert.Equal("", (await early.TakeAsync()).Payload);
    }

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-3.3.1-12", "5:MQTT-3.3.1-8")]
    public async Task A_message_that_is_not_retained_leaves_what_is_kept_alone(MqttVersion version)
    {
        var topic = Peer.Unique("r");
        using var publisher = await Peer.ConnectAsync(version);
        await publisher.PublishAsync(topic, "kept", retain: true);
        await publisher.PublishAsync(topic, "passing");
        await publisher.PublishAsync(topic, "");

        using var late = await Peer.ConnectAsync(version);
        await late.SubscribeAsync(topic);

        Assert.Equal("kept", (await late.TakeAsync()).Payload);
        await late.NothingAsync();
    }

    [Fact]
    [Must("3.1.1:MQTT-3.3.1-7")]
    public async Task A_retained_message_of_qos_0_takes_the_place_of_the_one_before()
    {
        var topic = Peer.Unique("r");
        using var publisher = await Peer.ConnectAsync(MqttVersion.V311);
        await publisher.PublishAsync(topic, "old", qos: 1, retain: true);
        await publisher.PublishAsync(topic, "new", qos: 0, retain: true);
        await publisher.NothingAsync();

        using var late = await Peer.ConnectAsync(MqttVersion.V311);
        await late.SubscribeAsync(topic);
        await late.PublishAsync(topic, "end");

        // A server may drop the new one, but never keep the old one.
        var first = await late.TakeAsync();
        Assert.Contains(first.Payload, new[] { "new", "end" });
    }

    [Theory]
    [InlineData("5:MQTT-3.3.1-9", 0, true, true)]
    [InlineData("5:MQTT-3.3.1-10", 1, true, false)]
    [InlineData("5:MQTT-3.3.1-11", 2, false, false)]
    public async Task Retained_messages_are_sent_as_the_subscription_asks(string statements, int handling, bool atFirst, bool again)
    {
        Assert.NotEmpty(statements);
        var topic = Peer.Unique("r");
        using var peer = await Peer.ConnectAsync(V5);
        await peer.PublishAsync(topic, "kept", retain: true);

        foreach (var expected in new[] { atFirst, again })
        {
            await peer.SubscribeAsync(topic, 1 | handling << 4);
            if (expected)
            {
                Assert.Equal("kept", (await peer.TakeAsync()).Payload);
            }

            await peer.NothingAsync();
        }
    }

    [Theory]
    [InlineData("5:MQTT-3.3.1-12", 1, false)]
    [InlineData("5:MQTT-3.3.1-13", 1 | 8, true)]
    public async Task The_retain_flag_is_handed_on_only_if_asked_for(string statements, int options, bool retain)
    {
        Assert.NotEmpty(statements);
        var topic = Peer.Unique("r");
        using var peer = await Peer.ConnectAsync(V5);
        await peer.SubscribeAsync(topic, options);
        using var publisher = await Peer.ConnectAsync(V5);

        await publisher.PublishAsync(topic, "x", retain: true);
        await publisher.PublishAsync(topic, "y");

        Assert.Equal(retain, (await peer.TakeAsync()).Retain);
        Assert.False((await peer.TakeAsync()).Retain);
    }
}
