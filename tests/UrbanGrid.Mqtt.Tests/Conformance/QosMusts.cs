namespace UrbanGrid.Mqtt.Tests.Conformance;

/// <summary>The exchanges of QoS 0, 1 and 2, both ways, and their order.</summary>
public sealed class QosMusts
{
    private const MqttVersion V5 = MqttVersion.V5;

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-3.3.4-1", "3.1.1:MQTT-2.3.1-6", "3.1.1:MQTT-4.3.2-2", "3.1.1:MQTT-4.3.3-2", "5:MQTT-3.3.4-1", "5:MQTT-2.2.1-5", "5:MQTT-4.3.2-4",
        "5:MQTT-4.3.3-8", "5:MQTT-4.3.3-11", "5:MQTT-3.4.2-1", "5:MQTT-3.5.2-1", "5:MQTT-3.7.2-1")]
    public async Task A_publish_is_answered_by_its_qos_with_its_identifier(MqttVersion version)
    {
        using var peer = await Peer.ConnectAsync(version);
        var topic = Peer.Unique("t");

        await peer.SendPublishAsync(topic, "0");
        await peer.SendPublishAsync(topic, "1", qos: 1, id: 65_535);
        var ack = Answer.Of(await peer.ReadAsync(Packet.PubAck));
        await peer.SendPublishAsync(topic, "2", qos: 2, id: 300);
        var received = Answer.Of(await peer.ReadAsync(Packet.PubRec));
        await peer.AnswerAsync(Packet.PubRel, 300);
        var complete = Answer.Of(await peer.ReadAsync(Packet.PubComp));

        Assert.Equal((65_535, 300, 300), (ack.Id, received.Id, complete.Id));
        // 0x10 says that nobody listens.
        Assert.All([ack.Code, received.Code], c => Assert.Contains(c, new[] { 0, 0x10 }));
        Assert.Equal(0, complete.Code);
    }

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-4.3.3-2", "5:MQTT-4.3.3-10", "5:MQTT-4.3.3-12", "5:MQTT-4.3.2-5", "3.1.1:MQTT-4.3.2-2")]
    public async Task Before_its_release_a_repeat_is_the_same_message_and_after_its_end_a_new_one(MqttVersion version)
    {
        var topic = Peer.Unique("t");
        using var subscriber = await Peer.ConnectAsync(version);
        await subscriber.SubscribeAsync(topic);
        using var peer = await Peer.ConnectAsync(version);

        await peer.SendPublishAsync(topic, "first", qos: 2, id: 5);
        Assert.Equal(5, Answer.Of(await peer.ReadAsync(Packet.PubRec)).Id);
        await peer.SendPublishAsync(topic, "first", qos: 2, id: 5, dup: true);
        Assert.Equal(5, Answer.Of(await peer.ReadAsync(Packet.PubRec)).Id);
        await peer.AnswerAsync(Packet.PubRel, 5);
        Assert.Equal(5, Answer.Of(await peer.ReadAsync(Packet.PubComp)).Id);
        await peer.SendPublishAsync(topic, "second", qos: 2, id: 5);
        Assert.Equal(5, Answer.Of(await peer.ReadAsync(Packet.PubRec)).Id);
        await peer.AnswerAsync(Packet.PubRel, 5);
        Assert.Equal(5, Answer.Of(await peer.ReadAsync(Packet.PubComp)).Id);
        for (var i = 0; i < 2; i++)
        {
            await peer.SendPublishAsync(topic, "third", qos: 1, id: 5, dup: i == 1);
            Assert.Equal(5, Answer.Of(await peer.ReadAsync(Packet.PubAck)).Id);
        }

        var heard = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            heard.Add((await subscriber.TakeAsync()).Payload);
        }

        Assert.Equal(["first", "second", "third", "third"], heard);
    }

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-4.3.1-1", "3.1.1:MQTT-4.3.2-1", "3.1.1:MQTT-4.3.3-1", "3.1.1:MQTT-2.3.1-5", "3.1.1:MQTT-2.3.1-4", "3.1.1:MQTT-3.3.1-2",
        "5:MQTT-4.3.1-1", "5:MQTT-4.3.2-1", "5:MQTT-4.3.2-2", "5:MQTT-4.3.3-1", "5:MQTT-4.3.3-2", "5:MQTT-4.3.3-4", "5:MQTT-2.2.1-2", "5:MQTT-2.2.1-4",
        "5:MQTT-3.3.1-2", "5:MQTT-3.6.2-1", "3.1.1:MQTT-3.3.5-1")]
    public async Task The_server_sends_by_the_same_rules_with_identifiers_that_are_free(MqttVersion version)
    {
        var topic = Peer.Unique("t");
        using var subscriber = await Peer.ConnectAsync(version);
        await subscriber.SubscribeAsync(topic);
        using var publisher = await Peer.ConnectAsync(version);
        for (var i = 0; i < 3; i++)
        {
            for (var qos = 0; qos < 3; qos++)
            {
                await publisher.PublishAsync(topic, $"{qos}", qos);
            }
        }

        var open = new List<Delivery>();
        for (var i = 0; i < 9; i++)
        {
            var delivery = await subscriber.DeliveryAsync();
            Assert.False(delivery.Dup);
            Assert.Equal(delivery.Payload, $"{delivery.Qos}");
            open.Add(delivery);
        }

        var ids = open.Where(d => d.Qos > 0).Select(d => d.Id).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.DoesNotContain(0, ids);
        foreach (var delivery in open.Where(d => d.Qos == 2))
        {
            await subscriber.AnswerAsync(Packet.PubRec, delivery.Id);
            Assert.Equal(new Answer(Packet.PubRel, delivery.Id, 0), Answer.Of(await subscriber.ReadAsync(Packet.PubRel)));
        }
    }

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-3.3.1-3", "5:MQTT-3.3.1-3")]
    public async Task The_dup_flag_of_a_publisher_is_not_handed_on(MqttVersion version)
    {
        var topic = Peer.Unique("t");
        using var subscriber = await Peer.ConnectAsync(version);
        await subscriber.SubscribeAsync(topic);
        using var publisher = await Peer.ConnectAsync(version);

        await publisher.SendPublishAsync(topic, "x", qos: 1, dup: true);

        Assert.False((await subscriber.TakeAsync()).Dup);
    }

    [Theory]
    [InlineData("3.1.1:MQTT-4.6.0-5 3.1.1:MQTT-4.6.0-6", MqttVersion.V311, 0)]
    [InlineData("3.1.1:MQTT-4.6.0-6", MqttVersion.V311, 1)]
    [InlineData("3.1.1:MQTT-4.6.0-6", MqttVersion.V311, 2)]
    [InlineData("5:MQTT-4.6.0-5 5:MQTT-4.6.0-6", V5, 0)]
    [InlineData("5:MQTT-4.6.0-5", V5, 1)]
    [InlineData("5:MQTT-4.6.0-5", V5, 2)]
    public async Task Messages_of_a_publisher_arrive_in_their_order(string statements, MqttVersion version, int qos)
    {
        Assert.NotEmpty(statements);
        var topic = Peer.Unique("t");
        using var subscriber = await Peer.ConnectAsync(version);
        await subscriber.SubscribeAsync(topic);
        using var publisher = await Peer.ConnectAsync(version);

        for (var i = 0; i < 40; i++)
        {
            await publisher.PublishAsync(topic, $"{i}", qos);
            Assert.Equal($"{i}", (await subscriber.TakeAsync()).Payload);
        }
    }

    [Fact]
    [Must("5:MQTT-4.4.0-2", "5:MQTT-4.3.3-4")]
    public async Task A_delivery_that_the_client_refuses_is_over()
    {
        var (id, topic) = (Peer.Unique("refuses"), Peer.Unique("t"));
        using var publisher = await Peer.ConnectAsync(V5);
        var subscriber = await Peer.ConnectAsync(V5, id, ConnectWith.Session(V5));
        await subscriber.SubscribeAsync(topic);
        await publisher.PublishAsync(topic, "1", qos: 1);
        await publisher.PublishAsync(topic, "2", qos: 2);
        var first = await subscriber.DeliveryAsync();
        var second = await subscriber.DeliveryAsync();

        await subscriber.AnswerAsync(Packet.PubAck, first.Id, 0x97);
        await subscriber.AnswerAsync(Packet.PubRec, second.Id, 0x97);
        await subscriber.NothingAsync();
        subscriber.Drop();
        using var back = await Peer.ConnectAsync(V5, id, ConnectWith.Session(V5));

        await back.NothingAsync();
    }

    [Fact]
    [Must("5:MQTT-4.3.3-7", "5:MQTT-4.3.3-13")]
    public async Task A_message_that_was_sent_does_not_expire_before_its_exchange_is_through()
    {
        var (id, topic) = (Peer.Unique("slow"), Peer.Unique("t"));
        using var publisher = await Peer.ConnectAsync(V5);
        var subscriber = await Peer.ConnectAsync(V5, id, ConnectWith.Session(V5));
        await subscriber.SubscribeAsync(topic);
        await publisher.PublishAsync(topic, "x", qos: 2, props: Props.Of((0x02, 1u)));
        var delivery = await subscriber.DeliveryAsync();

        await Task.Delay(TimeSpan.FromSeconds(2.5));
        await subscriber.AnswerAsync(Packet.PubRec, delivery.Id);
        Assert.Equal(delivery.Id, Answer.Of(await subscriber.ReadAsync(Packet.PubRel)).Id);
        await subscriber.AnswerAsync(Packet.PubComp, delivery.Id);

        await subscriber.NothingAsync();
    }

    [Fact]
    [Must("5:MQTT-3.7.2-1")]
    public async Task A_release_of_something_unknown_is_completed_with_a_reason_of_the_standard()
    {
        using var peer = await Peer.ConnectAsync(V5);

        await peer.AnswerAsync(Packet.PubRel, 77);

        var complete = Answer.Of(await peer.ReadAsync(Packet.PubComp));
        Assert.Equal(77, complete.Id);
        Assert.Contains(complete.Code, new[] { 0, 0x92 });
    }
}
