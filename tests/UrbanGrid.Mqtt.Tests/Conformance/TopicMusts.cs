namespace UrbanGrid.Mqtt.Tests.Conformance;

/// <summary>Topic names and filters, and shared subscriptions.</summary>
public sealed class TopicMusts
{
    private const MqttVersion V5 = MqttVersion.V5;

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-3.3.2-3", "3.1.1:MQTT-4.7.1-3", "5:MQTT-3.3.2-3", "5:MQTT-4.7.1-2")]
    public async Task A_filter_gets_what_it_matches_and_nothing_else(MqttVersion version)
    {
        using var peer = await Peer.ConnectAsync(version);
        (string Filter, string[] Yes, string[] No)[] cases =
        [
            ("/#", ["", "/", "/a", "/a/b"], ["x"]),
            ("/+", ["/", "/a"], ["", "/a/b", "x/a"]),
            ("/+/b", ["//b", "/a/b"], ["/b", "/a/b/c"]),
            ("/a/#", ["/a", "/a/", "/a/b/c"], ["/ab"]),
            ("", [""], ["/"]),
        ];
        foreach (var (filter, yes, no) in cases)
        {
            var root = Peer.Unique("t");
            await peer.SubscribeAsync(root + filter);
            foreach (var topic in no.Concat(yes))
            {
                await peer.SendPublishAsync(root + topic, "x");
            }

            foreach (var topic in yes)
            {
                Assert.Equal(root + topic, (await peer.TakeAsync()).Topic);
            }
        }

        await peer.NothingAsync();
    }

    [Theory]
    [InlineData("3.1.1:MQTT-4.7.1-2", MqttVersion.V311, "a/#/b")]
    [InlineData("3.1.1:MQTT-4.7.1-2", MqttVersion.V311, "a#")]
    [InlineData("3.1.1:MQTT-4.7.1-3", MqttVersion.V311, "a+/b")]
    [InlineData("3.1.1:MQTT-4.7.3-1", MqttVersion.V311, "")]
    [InlineData("5:MQTT-4.7.1-1", V5, "a/#/b")]
    [InlineData("5:MQTT-4.7.1-1", V5, "a#")]
    [InlineData("5:MQTT-4.7.1-2", V5, "a+/b")]
    [InlineData("5:MQTT-4.7.3-1", V5, "")]
    [InlineData("5:MQTT-4.8.2-1", V5, "$share//t")]
    [InlineData("5:MQTT-4.8.2-1", V5, "$share/g")]
    [InlineData("5:MQTT-4.8.2-2", V5, "$share/g+/t")]
    [InlineData("5:MQTT-4.8.2-2", V5, "$share/g#/t")]
    [InlineData("5:MQTT-4.8.2-2", V5, "$share/g/")]
    public async Task A_filter_that_is_none_is_refused_or_closes_the_connection(string statements, MqttVersion version, string filter)
    {
        Assert.NotEmpty(statements);
        using var peer = await Peer.ConnectAsync(version);

        await peer.SendSubscribeAsync(null, (filter, 1));

        if (await peer.ReadAsync() is not { } packet)
        {
            return;
        }

        if (packet.Type == Packet.SubAck)
        {
            Assert.True(Assert.Single(Grant.Of(packet, version).Codes) >= 0x80);
            return;
        }

        Assert.Equal(Packet.Disconnect, packet.Type);
        Assert.Contains(packet.Body[0], new byte[] { 0x81, 0x82, 0x8F });
        Assert.Null(await peer.ReadAsync());
    }

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-4.7.2-1", "5:MQTT-4.7.2-1")]
    public async Task A_filter_that_begins_with_a_wildcard_does_not_get_topics_that_begin_with_a_dollar(MqttVersion version)
    {
        using var peer = await Peer.ConnectAsync(version);
        var topic = Peer.Unique("t");
        await peer.SubscribeAsync($"+/{topic}");
        await peer.SubscribeAsync("+/SYS");

        // A server may refuse or ignore the first; it may not deliver it.
        await peer.SendPublishAsync($"$own/{topic}", "no");
        await peer.SendPublishAsync($"own/{topic}", "yes");

        Assert.Equal("yes", (await peer.TakeAsync()).Payload);
    }

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-4.7.3-4", "5:MQTT-4.7.3-4", "3.1.1:MQTT-1.5.3-3", "5:MQTT-1.5.4-3")]
    public async Task Topics_are_compared_as_they_are(MqttVersion version)
    {
        var root = Peer.Unique("t");
        // A byte order mark, composed and decomposed letters, cases, spaces and empty levels are all different topics.
        string[] topics = [$"{root}/é", $"{root}/e\u0301", $"{root}/\uFEFFa", $"{root}/a", $"{root}/A", $"{root}/ a", $"{root}//a", $"{root}/井盖"];
        using var peer = await Peer.ConnectAsync(version);
        for (var i = 0; i < topics.Length; i++)
        {
            await peer.SubscribeAsync(topics[i]);
        }

        foreach (var topic in topics)
        {
            await peer.SendPublishAsync(topic, "x");
            Assert.Equal(topic, (await peer.TakeAsync()).Topic);
        }

        await peer.NothingAsync();
    }

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-4.7.3-3", "5:MQTT-4.7.3-3")]
    public async Task A_topic_as_long_as_can_be_is_carried_whole(MqttVersion version)
    {
        var topic = Peer.Unique("t") + "/";
        topic += new string('x', 65_535 - topic.Length);
        using var peer = await Peer.ConnectAsync(version);
        await peer.SubscribeAsync(topic);

        await peer.SendPublishAsync(topic, "x");

        Assert.Equal(topic, (await peer.TakeAsync()).Topic);
    }

    [Fact]
    [Must("5:MQTT-4.8.2-1", "5:MQTT-4.8.2-3")]
    public async Task A_group_shares_messages_each_with_the_qos_its_member_was_granted()
    {
        var topic = Peer.Unique("t");
        using var first = await Peer.ConnectAsync(V5);
        using var second = await Peer.ConnectAsync(V5);
        await first.SubscribeAsync($"$share/g/{topic}", 0);
        await second.SubscribeAsync($"$share/g/{topic}", 2);
        await first.SubscribeAsync($"{topic}/end", 1);
        await second.SubscribeAsync($"{topic}/end", 1);
        using var publisher = await Peer.ConnectAsync(V5);

        for (var i = 0; i < 20; i++)
        {
            await publisher.PublishAsync(topic, $"{i}", qos: 2);
        }

        await publisher.PublishAsync($"{topic}/end", "end");

        var mine = await UntilEndAsync(first);
        var theirs = await UntilEndAsync(second);
        Assert.Equal(Enumerable.Range(0, 20), mine.Concat(theirs).Select(d => int.Parse(d.Payload, System.Globalization.CultureInfo.InvariantCulture)).Order());
        Assert.All(mine, d => Assert.Equal(0, d.Qos));
        Assert.All(theirs, d => Assert.Equal(2, d.Qos));
    }

    [Fact]
    [Must("5:MQTT-4.8.2-4")]
    public async Task A_shared_delivery_of_qos_2_that_was_cut_off_is_completed_with_the_same_client()
    {
        var (id, topic) = (Peer.Unique("member"), Peer.Unique("t"));
        var first = await Peer.ConnectAsync(V5, id, ConnectWith.Session(V5));
        await first.SubscribeAsync($"$share/g/{topic}");
        using var publisher = await Peer.ConnectAsync(V5);
        await publisher.PublishAsync(topic, "x", qos: 2);
        var begun = await first.DeliveryAsync();
        using var other = await Peer.ConnectAsync(V5);
        await other.SubscribeAsync($"$share/g/{topic}");

        first.Drop();
        using var back = await Peer.ConnectAsync(V5, id, ConnectWith.Session(V5));

        var again = await back.TakeAsync();
        Assert.Equal((begun.Id, "x", true), (again.Id, again.Payload, again.Dup));
        await other.NothingAsync();
    }

    [Theory]
    [InlineData("5:MQTT-4.8.2-5", false)]
    [InlineData("5:MQTT-4.8.2-6", true)]
    public async Task A_shared_message_that_one_member_has_let_go_of_is_given_to_no_other(string statements, bool refused)
    {
        Assert.NotEmpty(statements);
        var topic = Peer.Unique("t");
        var first = await Peer.ConnectAsync(V5);
        await first.SubscribeAsync($"$share/g/{topic}");
        using var publisher = await Peer.ConnectAsync(V5);
        await publisher.PublishAsync(topic, "x", qos: 2);
        var begun = await first.DeliveryAsync();
        using var other = await Peer.ConnectAsync(V5);
        await other.SubscribeAsync($"$share/g/{topic}");
        await other.SubscribeAsync($"{topic}/end");

        if (refused)
        {
            await first.AnswerAsync(Packet.PubRec, begun.Id, 0x97);
            await first.NothingAsync();
        }

        first.Drop();
        await publisher.PublishAsync($"{topic}/end", "end");

        Assert.Equal("end", (await other.TakeAsync()).Payload);
    }

    private static async Task<List<Delivery>> UntilEndAsync(Peer peer)
    {
        var heard = new List<Delivery>();
        for (var delivery = await peer.TakeAsync(); delivery.Payload != "end"; delivery = await peer.TakeAsync())
        {
            heard.Add(delivery);
        }

        return heard;
    }
}
