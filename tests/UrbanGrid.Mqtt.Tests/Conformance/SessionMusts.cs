namespace UrbanGrid.Mqtt.Tests.Conformance;

/// <summary>Sessions: what lasts beyond a connection, and what does not.</summary>
public sealed class SessionMusts
{
    [Theory, BothVersions]
    [Must("3.1.1:MQTT-3.1.2-4", "3.1.1:MQTT-3.1.2-5", "3.1.1:MQTT-3.2.2-2", "3.1.1:MQTT-4.1.0-1", "3.1.1:MQTT-4.5.0-1", "3.1.1:MQTT-4.1.0-2",
        "5:MQTT-3.1.2-5", "5:MQTT-3.1.2-23", "5:MQTT-3.2.2-3", "5:MQTT-4.5.0-1", "5:MQTT-4.1.0-1")]
    public async Task A_kept_session_has_its_subscriptions_and_what_was_published_meanwhile(MqttVersion version)
    {
        var (id, topic) = (Peer.Unique("kept"), Peer.Unique("t"));
        using var publisher = await Peer.ConnectAsync(version);
        var first = await Peer.ConnectAsync(version, id, ConnectWith.Session(version));
        await first.SubscribeAsync(topic);
        await first.GoodbyeAsync();
        Assert.Null(await first.ReadAsync());
        await publisher.PublishAsync(topic, "1", qos: 1);
        await publisher.PublishAsync(topic, "2", qos: 2);

        var (second, answer) = await Peer.IntroduceAsync(version, id, ConnectWith.Session(version));
        using var _ = second;

        Assert.True(answer.SessionPresent);
        Assert.Equal("1", (await second.TakeAsync()).Payload);
        Assert.Equal("2", (await second.TakeAsync()).Payload);
        await publisher.PublishAsync(topic, "3");
        Assert.Equal("3", (await second.TakeAsync()).Payload);
    }

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-3.2.2-3", "5:MQTT-3.1.2-6", "5:MQTT-3.2.2-3")]
    public async Task Who_wants_a_session_that_does_not_exist_gets_a_new_one_and_is_told(MqttVersion version)
    {
        var (peer, answer) = await Peer.IntroduceAsync(version, with: ConnectWith.Session(version));
        using var _ = peer;

        Assert.False(answer.SessionPresent);
    }

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-3.1.2-6", "3.1.1:MQTT-3.2.2-1", "5:MQTT-3.1.2-4", "5:MQTT-3.1.4-4", "5:MQTT-3.2.2-2")]
    public async Task A_clean_start_discards_what_was_kept(MqttVersion version)
    {
        var (id, topic) = (Peer.Unique("clean"), Peer.Unique("t"));
        using var publisher = await Peer.ConnectAsync(version);
        using (var first = await Peer.ConnectAsync(version, id, ConnectWith.Session(version)))
        {
            await first.SubscribeAsync(topic);
            await first.GoodbyeAsync();
            Assert.Null(await first.ReadAsync());
        }

        await publisher.PublishAsync(topic, "lost");
        var (second, answer) = await Peer.IntroduceAsync(version, id);
        Assert.False(answer.SessionPresent);
        await publisher.PublishAsync(topic, "lost too");
        await second.NothingAsync();
        await second.GoodbyeAsync();
        Assert.Null(await second.ReadAsync());
        var (third, gone) = await Peer.IntroduceAsync(version, id, ConnectWith.Session(version));
        using var _ = third;

        Assert.False(gone.SessionPresent);
        await third.NothingAsync();
    }

    [Fact]
    [Must("5:MQTT-4.1.0-2")]
    public async Task A_session_is_gone_when_its_time_is_over()
    {
        var id = Peer.Unique("brief");
        var first = await Peer.ConnectAsync(MqttVersion.V5, id, ConnectWith.Session(MqttVersion.V5, expiry: 1));
        await first.GoodbyeAsync();
        Assert.Null(await first.ReadAsync());

        await Task.Delay(TimeSpan.FromSeconds(3.5));
        var (second, answer) = await Peer.IntroduceAsync(MqttVersion.V5, id, ConnectWith.Session(MqttVersion.V5));
        using var _ = second;

        Assert.False(answer.SessionPresent);
    }

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-4.4.0-1", "3.1.1:MQTT-3.3.1-1", "3.1.1:MQTT-2.3.1-4", "3.1.1:MQTT-4.6.0-1", "3.1.1:MQTT-4.3.3-1",
        "5:MQTT-4.4.0-1", "5:MQTT-3.3.1-1", "5:MQTT-4.3.3-6", "5:MQTT-4.3.3-5", "5:MQTT-4.3.2-3", "5:MQTT-4.3.3-3")]
    public async Task What_was_not_acknowledged_is_sent_again_with_its_identifier_in_order_when_the_client_is_back(MqttVersion version)
    {
        var (id, topic) = (Peer.Unique("back"), Peer.Unique("t"));
        using var publisher = await Peer.ConnectAsync(version);
        var first = await Peer.ConnectAsync(version, id, ConnectWith.Session(version));
        await first.SubscribeAsync(topic);
        await publisher.PublishAsync(topic, "1", qos: 1);
        await publisher.PublishAsync(topic, "2", qos: 2);
        await publisher.PublishAsync(topic, "3", qos: 2);
        var sent = new List<Delivery>();
        for (var i = 0; i < 3; i++)
        {
            sent.Add(await first.DeliveryAsync());
        }

        Assert.All(sent, d => Assert.False(d.Dup));
        await first.AnswerAsync(Packet.PubRec, sent[1].Id);
        Assert.Equal(sent[1].Id, Answer.Of(await first.ReadAsync(Packet.PubRel)).Id);
        first.Drop();
        using var second = await Peer.ConnectAsync(version, id, ConnectWith.Session(version));

        var again = new List<Packet>();
        for (var i = 0; i < 3; i++)
        {
            again.Add((await second.ReadAsync())!);
        }

        var publishes = again.Where(p => p.Type == Packet.Publish).Select(p => Delivery.Of(p, version)).ToArray();
        Assert.Equal([("1", sent[0].Id), ("3", sent[2].Id)], publishes.Select(d => (d.Payload, d.Id)));
        Assert.All(publishes, d => Assert.True(d.Dup));
        Assert.Equal(sent[1].Id, Answer.Of(Assert.Single(again, p => p.Type == Packet.PubRel)).Id);
    }

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-4.3.3-2", "5:MQTT-4.3.3-10")]
    public async Task A_message_of_qos_2_repeated_after_a_reconnect_is_handed_on_once(MqttVersion version)
    {
        var (id, topic) = (Peer.Unique("twice"), Peer.Unique("t"));
        using var subscriber = await Peer.ConnectAsync(version);
        await subscriber.SubscribeAsync(topic);
        var first = await Peer.ConnectAsync(version, id, ConnectWith.Session(version));
        await first.SendPublishAsync(topic, "once", qos: 2, id: 9);
        await first.ReadAsync(Packet.PubRec);
        first.Drop();
        using var second = await Peer.ConnectAsync(version, id, ConnectWith.Session(version));

        await second.SendPublishAsync(topic, "once", qos: 2, id: 9, dup: true);
        Assert.Equal(9, Answer.Of(await second.ReadAsync(Packet.PubRec)).Id);
        await second.AnswerAsync(Packet.PubRel, 9);
        Assert.Equal(9, Answer.Of(await second.ReadAsync(Packet.PubComp)).Id);
        await second.PublishAsync(topic, "end");

        Assert.Equal("once", (await subscriber.TakeAsync()).Payload);
        Assert.Equal("end", (await subscriber.TakeAsync()).Payload);
    }

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-3.1.2.7")]
    public async Task Retained_messages_outlive_the_session_of_their_publisher(MqttVersion version)
    {
        var topic = Peer.Unique("kept");
        using (var publisher = await Peer.ConnectAsync(version))
        {
            await publisher.PublishAsync(topic, "still here", retain: true);
            await publisher.GoodbyeAsync();
            Assert.Null(await publisher.ReadAsync());
        }

        using var late = await Peer.ConnectAsync(version);
        await late.SubscribeAsync(topic);

        Assert.Equal("still here", (await late.TakeAsync()).Payload);
    }
}
