namespace UrbanGrid.Mqtt.Tests.Conformance;

/// <summary>What version 5 adds: properties, topic aliases, flow control and limits.</summary>
public sealed class PropertyMusts
{
    private const MqttVersion V5 = MqttVersion.V5;

    [Fact]
    [Must("5:MQTT-3.3.2-4", "5:MQTT-3.3.2-15", "5:MQTT-3.3.2-16", "5:MQTT-3.3.2-17", "5:MQTT-3.3.2-18", "5:MQTT-3.3.2-20", "5:MQTT-3.3.2-13", "5:MQTT-3.3.2-19")]
    public async Task What_a_publisher_says_of_its_message_is_handed_on_unchanged_and_in_order()
    {
        var topic = Peer.Unique("t");
        using var subscriber = await Peer.ConnectAsync(V5);
        await subscriber.SubscribeAsync(topic);
        using var publisher = await Peer.ConnectAsync(V5);
        var props = Props.Of(
            (0x26, ("b", "1")), (0x01, 1), (0x26, ("a", "井")), (0x03, "text/plain"), (0x08, "answers/1"), (0x09, new byte[] { 0, 255 }), (0x26, ("b", "")));

        await publisher.PublishAsync(topic, "x", props: props);

        var heard = (await subscriber.TakeAsync()).Props;
        Assert.Equal([("b", "1"), ("a", "井"), ("b", "")], heard.All(0x26));
        Assert.Equal((1, "text/plain", "answers/1"), (heard.Number(0x01), heard.Text(0x03), heard.Text(0x08)));
        Assert.Equal(new byte[] { 0, 255 }, Assert.Single(heard.All(0x09)));
    }

    [Fact]
    [Must("5:MQTT-3.3.2-5", "5:MQTT-3.3.2-6")]
    public async Task A_message_that_waits_is_told_what_is_left_of_its_time_and_is_not_delivered_after_it()
    {
        var (id, topic) = (Peer.Unique("late"), Peer.Unique("t"));
        var first = await Peer.ConnectAsync(V5, id, ConnectWith.Session(V5));
        await first.SubscribeAsync(topic);
        await first.GoodbyeAsync();
        Assert.Null(await first.ReadAsync());
        using var publisher = await Peer.ConnectAsync(V5);
        await publisher.PublishAsync(topic, "short", props: Props.Of((0x02, 1u)));
        await publisher.PublishAsync(topic, "long", props: Props.Of((0x02, 100u)));

        await Task.Delay(TimeSpan.FromSeconds(2.5));
        using var second = await Peer.ConnectAsync(V5, id, ConnectWith.Session(V5));

        var heard = await second.TakeAsync();
        Assert.Equal("long", heard.Payload);
        Assert.InRange(heard.Props.Number(0x02)!.Value, 50, 99);
    }

    [Fact]
    [Must("5:MQTT-3.3.2-12", "5:MQTT-3.3.2-7")]
    public async Task A_topic_alias_within_the_servers_limit_stands_for_its_topic_on_its_connection_alone()
    {
        var topic = Peer.Unique("t");
        using var subscriber = await Peer.ConnectAsync(V5);
        await subscriber.SubscribeAsync($"{topic}/#");
        var (publisher, answer) = await Peer.IntroduceAsync(V5);
        using var _ = publisher;
        var highest = (int)(answer.Props.Number(0x22) ?? 0);
        Assert.True(highest > 0, "The server takes no topic aliases.");

        foreach (var alias in new[] { 1, highest })
        {
            await publisher.PublishAsync($"{topic}/{alias}", "named", props: Props.Of((0x23, alias)));
            await publisher.PublishAsync("", "short", props: Props.Of((0x23, alias)));
            Assert.Equal($"{topic}/{alias}", (await subscriber.TakeAsync()).Topic);
            Assert.Equal(($"{topic}/{alias}", "short"), Of(await subscriber.TakeAsync()));
        }

        using var other = await Peer.ConnectAsync(V5);
        await other.SendPublishAsync("", "x", props: Props.Of((0x23, 1)));
        await other.ClosedAsync(0x82, 0x94, 0x81);

        static (string, string) Of(Delivery delivery) => (delivery.Topic, delivery.Payload);
    }

    [Fact]
    [Must("5:MQTT-4.13.1-1")]
    public async Task A_topic_alias_beyond_the_servers_limit_closes_the_connection()
    {
        var (peer, answer) = await Peer.IntroduceAsync(V5);
        using var _ = peer;
        var highest = (int)(answer.Props.Number(0x22) ?? 0);
        if (highest < ushort.MaxValue)
        {
            await peer.SendPublishAsync("t", "x", props: Props.Of((0x23, highest + 1)));

            await peer.ClosedAsync(0x94);
        }
    }

    [Theory]
    [InlineData("5:MQTT-3.1.2-27 5:MQTT-3.3.2-11", 0)]
    [InlineData("5:MQTT-3.1.2-26 5:MQTT-3.3.2-11", 1)]
    public async Task The_server_uses_no_topic_alias_beyond_the_clients_limit(string statements, int limit)
    {
        Assert.NotEmpty(statements);
        var topic = Peer.Unique("t");
        using var subscriber = await Peer.ConnectAsync(V5, with: new ConnectWith { Props = limit == 0 ? new Props() : Props.Of((0x22, limit)) });
        await subscriber.SubscribeAsync($"{topic}/#");
        using var publisher = await Peer.ConnectAsync(V5);
        var known = new Dictionary<long, string>();

        for (var i = 0; i < 6; i++)
        {
            await publisher.PublishAsync($"{topic}/{i % 2}", "x");
            var heard = await subscriber.TakeAsync();
            var name = heard.Topic;
            if (heard.Props.Number(0x23) is { } alias)
            {
                Assert.InRange(alias, 1, limit);
                name = name.Length > 0 ? known[alias] = name : known[alias];
            }

            Assert.Equal($"{topic}/{i % 2}", name);
        }
    }

    [Fact]
    [Must("5:MQTT-3.3.4-9", "5:MQTT-3.3.4-10", "5:MQTT-4.9.0-1", "5:MQTT-4.9.0-2", "5:MQTT-4.9.0-3")]
    public async Task No_more_is_unacknowledged_than_the_client_takes_and_everything_else_goes_on()
    {
        var topic = Peer.Unique("t");
        using var subscriber = await Peer.ConnectAsync(V5, with: new ConnectWith { Props = Props.Of((0x21, 2)) });
        await subscriber.SubscribeAsync(topic);
        using var publisher = await Peer.ConnectAsync(V5);
        for (var i = 0; i < 5; i++)
        {
            await publisher.PublishAsync(topic, $"{i}", qos: 1 + (i % 2));
        }

        var open = new Queue<Delivery>([await subscriber.DeliveryAsync(), await subscriber.DeliveryAsync()]);
        await subscriber.NothingAsync();
        await publisher.PublishAsync(topic, "free", qos: 0);
        await subscriber.SubscribeAsync(Peer.Unique("other"));
        var heard = new List<string>();
        while (open.TryDequeue(out var delivery))
        {
            heard.Add(delivery.Payload);
            if (delivery.Qos == 2)
            {
                await subscriber.AnswerAsync(Packet.PubRec, delivery.Id);
                while ((await subscriber.ReadAsync())!.Type != Packet.PubRel)
                {
                }

                await subscriber.AnswerAsync(Packet.PubComp, delivery.Id);
            }
            else
            {
                await subscriber.AnswerAsync(Packet.PubAck, delivery.Id);
            }

            if (heard.Count + open.Count < 5)
            {
                var next = await subscriber.DeliveryAsync();
                open.Enqueue(next.Qos == 0 ? await subscriber.DeliveryAsync() : next);
            }
        }

        Assert.Equal(["0", "1", "2", "3", "4"], heard);
    }

    [Fact]
    [Must("5:MQTT-3.1.2-24", "5:MQTT-3.1.2-25", "5:MQTT-3.2.2-19", "5:MQTT-3.2.2-20")]
    public async Task A_packet_larger_than_the_client_takes_is_not_sent_and_holds_up_nothing()
    {
        var topic = Peer.Unique("t");
        var (subscriber, _) = await Peer.IntroduceAsync(V5, with: new ConnectWith { Props = Props.Of((0x27, 100u), (0x21, 1)) });
        using var __ = subscriber;
        await subscriber.SubscribeAsync(topic, 1);
        using var publisher = await Peer.ConnectAsync(V5);

        await publisher.PublishAsync(topic, new string('x', 200));
        await publisher.PublishAsync(topic, "small");

        var packet = await subscriber.ReadAsync(Packet.Publish);
        Assert.True(packet.Size <= 100);
        Assert.Equal("small", Delivery.Of(packet, V5).Payload);
    }

    [Theory]
    [InlineData("5:MQTT-3.4.2-2 5:MQTT-3.4.2-3", "32 06 0001 74 0001 00")]
    [InlineData("5:MQTT-3.5.2-2 5:MQTT-3.5.2-3", "34 06 0001 74 0001 00")]
    [InlineData("5:MQTT-3.7.2-2 5:MQTT-3.7.2-3", "62 02 0009")]
    [InlineData("5:MQTT-3.9.2-1 5:MQTT-3.9.2-2", "82 0D 0001 00 0001 74 01 0003 612362 01")]
    [InlineData("5:MQTT-3.11.2-1 5:MQTT-3.11.2-2", "A2 0C 0001 00 0001 75 0004 6E6F6E65")]
    [InlineData("5:MQTT-3.14.2-3 5:MQTT-3.14.2-4", "F0 02 18 00")]
    public async Task No_reason_string_or_user_property_makes_a_packet_larger_than_the_client_takes(string statements, string hex)
    {
        Assert.NotEmpty(statements);
        const int limit = 16;
        using var peer = await Peer.ConnectAsync(V5, with: new ConnectWith { Props = Props.Of((0x27, (uint)limit)) });

        await peer.SendAsync(hex);

        if (await peer.ReadAsync() is { } packet)
        {
            Assert.True(packet.Size <= limit);
        }
    }

    [Fact]
    [Must("5:MQTT-3.14.2-2", "5:MQTT-3.14.4-1", "5:MQTT-3.14.4-2", "5:MQTT-3.14.2-1")]
    public async Task A_disconnect_of_the_server_is_the_last_it_says_and_tells_no_session_expiry()
    {
        var id = Peer.Unique("twin");
        using var first = await Peer.ConnectAsync(V5, id);
        using var second = await Peer.ConnectAsync(V5, id);

        var packet = await first.ReadAsync();

        if (packet is not null)
        {
            Assert.Equal((Packet.Disconnect, 0x8E), (packet.Type, packet.Body[0]));
            var at = 1;
            Assert.False(Props.Read(packet.Body, ref at).Has(0x11));
            Assert.Null(await first.ReadAsync());
        }
    }

    [Fact]
    [Must("5:MQTT-3.2.2-9", "5:MQTT-3.2.2-10", "5:MQTT-3.2.2-12", "5:MQTT-3.2.2-13")]
    public async Task A_server_that_lacks_a_qos_or_retaining_says_so_and_this_one_lacks_neither()
    {
        var (peer, answer) = await Peer.IntroduceAsync(V5, with: new ConnectWith { Will = (Peer.Unique("w"), "x", 2, true) });
        using var _ = peer;

        Assert.Equal((2, 1), (answer.Props.Number(0x24) ?? 2, answer.Props.Number(0x25) ?? 1));
        Assert.Equal(2, await peer.SubscribeAsync(Peer.Unique("t"), 2));
    }

    [Fact]
    [Must("5:MQTT-1.5.5-1")]
    public async Task Lengths_are_written_in_their_shortest_form()
    {
        using var peer = await Peer.ConnectAsync(V5);
        var topic = Peer.Unique("t");
        await peer.SubscribeAsync(topic);
        foreach (var size in new[] { 100, 127, 128, 16_383, 16_384, 100_000 })
        {
            await peer.SendPublishAsync(topic, new string('x', size));
            Assert.Equal(size, (await peer.TakeAsync()).Payload.Length);
        }

        Assert.True(peer.LengthsWereShortest);
    }
}
