namespace UrbanGrid.Mqtt.Tests.Conformance;

/// <summary>What the server says for a client that cannot any more.</summary>
public sealed class WillMusts
{
    private const MqttVersion V5 = MqttVersion.V5;

    [Theory]
    [InlineData("3.1.1:MQTT-3.1.2-8 3.1.1:MQTT-3.1.2-9 3.1.1:MQTT-3.1.2-16", MqttVersion.V311, false)]
    [InlineData("3.1.1:MQTT-3.1.2-17", MqttVersion.V311, true)]
    [InlineData("5:MQTT-3.1.2-7 5:MQTT-3.1.2-8 5:MQTT-3.1.2-14", V5, false)]
    [InlineData("5:MQTT-3.1.2-15", V5, true)]
    public async Task The_will_of_a_client_that_vanishes_is_published_as_it_was_left(string statements, MqttVersion version, bool retain)
    {
        Assert.NotEmpty(statements);
        var topic = Peer.Unique("will");
        using var watcher = await Peer.ConnectAsync(version);
        await watcher.SubscribeAsync(topic);
        using var client = await Peer.ConnectAsync(version, with: new ConnectWith { Will = (topic, "gone", 2, retain) });

        client.Drop();

        var will = await watcher.TakeAsync();
        Assert.Equal(("gone", 2), (will.Payload, will.Qos));
        using var late = await Peer.ConnectAsync(version);
        await late.SubscribeAsync(topic);
        if (retain)
        {
            Assert.True((await late.TakeAsync()).Retain);
        }
        else
        {
            await late.NothingAsync();
        }
    }

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-3.1.2-10", "5:MQTT-3.1.2-10")]
    public async Task A_will_is_published_once(MqttVersion version)
    {
        var (id, topic) = (Peer.Unique("once"), Peer.Unique("will"));
        using var watcher = await Peer.ConnectAsync(version);
        await watcher.SubscribeAsync(topic);
        var with = ConnectWith.Session(version);
        var client = await Peer.ConnectAsync(version, id, with with { Will = (topic, "gone", 1, false) });
        client.Drop();
        Assert.Equal("gone", (await watcher.TakeAsync()).Payload);

        // The session goes on without a will.
        client = await Peer.ConnectAsync(version, id, with);
        client.Drop();
        using var teller = await Peer.ConnectAsync(version, id, with);
        await teller.PublishAsync(topic, "end");

        Assert.Equal("end", (await watcher.TakeAsync()).Payload);
    }

    [Fact]
    [Must("5:MQTT-3.1.2-8")]
    public async Task A_will_with_a_delay_comes_after_it()
    {
        var (id, topic) = (Peer.Unique("late"), Peer.Unique("will"));
        using var watcher = await Peer.ConnectAsync(V5);
        await watcher.SubscribeAsync($"{topic}/#");
        var with = ConnectWith.Session(V5) with { Will = ($"{topic}/will", "gone", 1, false), WillProps = Props.Of((0x18, 1u)) };
        var client = await Peer.ConnectAsync(V5, id, with);

        client.Drop();
        using var teller = await Peer.ConnectAsync(V5);
        await teller.PublishAsync($"{topic}/now", "before");

        Assert.Equal("before", (await watcher.TakeAsync()).Payload);
        Assert.Equal("gone", (await watcher.TakeAsync()).Payload);
    }

    [Fact]
    [Must("5:MQTT-3.1.3-9")]
    public async Task A_client_that_is_back_within_the_delay_has_no_will()
    {
        var (id, topic) = (Peer.Unique("quick"), Peer.Unique("will"));
        using var watcher = await Peer.ConnectAsync(V5);
        await watcher.SubscribeAsync($"{topic}/#");
        var with = ConnectWith.Session(V5) with { Will = ($"{topic}/will", "gone", 1, false), WillProps = Props.Of((0x18, 2u)) };
        var client = await Peer.ConnectAsync(V5, id, with);
        client.Drop();

        using var back = await Peer.ConnectAsync(V5, id, ConnectWith.Session(V5));
        await Task.Delay(TimeSpan.FromSeconds(3.5));
        await back.PublishAsync($"{topic}/end", "end");

        Assert.Equal("end", (await watcher.TakeAsync()).Payload);
    }

    [Fact]
    [Must("5:MQTT-3.1.2-8")]
    public async Task A_delayed_will_comes_when_the_session_ends_before_the_delay()
    {
        var topic = Peer.Unique("will");
        using var watcher = await Peer.ConnectAsync(V5);
        await watcher.SubscribeAsync(topic);
        var with = new ConnectWith { Will = (topic, "gone", 1, false), WillProps = Props.Of((0x18, 600u)) };
        var client = await Peer.ConnectAsync(V5, with: with);

        client.Drop();

        Assert.Equal("gone", (await watcher.TakeAsync()).Payload);
    }

    [Fact]
    [Must("5:MQTT-3.1.2-8", "5:MQTT-3.14.2-1")]
    public async Task A_client_can_leave_with_its_will()
    {
        var topic = Peer.Unique("will");
        using var watcher = await Peer.ConnectAsync(V5);
        await watcher.SubscribeAsync(topic);
        using var client = await Peer.ConnectAsync(V5, with: new ConnectWith { Will = (topic, "gone", 1, false) });

        await client.SendAsync("E0 01 04");

        Assert.Equal("gone", (await watcher.TakeAsync()).Payload);
    }

    [Fact]
    [Must("5:MQTT-3.1.3-10")]
    public async Task The_properties_of_a_will_come_with_it_in_their_order()
    {
        var topic = Peer.Unique("will");
        using var watcher = await Peer.ConnectAsync(V5);
        await watcher.SubscribeAsync(topic);
        var props = Props.Of((0x26, ("b", "1")), (0x26, ("a", "2")), (0x26, ("b", "3")), (0x03, "text/plain"), (0x08, "answers"), (0x09, new byte[] { 7 }), (0x01, 1));
        var client = await Peer.ConnectAsync(V5, with: new ConnectWith { Will = (topic, "gone", 1, false), WillProps = props });

        client.Drop();

        var will = await watcher.TakeAsync();
        Assert.Equal([("b", "1"), ("a", "2"), ("b", "3")], will.Props.All(0x26));
        Assert.Equal(("text/plain", "answers", 1), (will.Props.Text(0x03), will.Props.Text(0x08), will.Props.Number(0x01)));
    }
}
