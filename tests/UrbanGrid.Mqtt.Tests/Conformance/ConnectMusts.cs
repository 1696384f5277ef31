namespace UrbanGrid.Mqtt.Tests.Conformance;

/// <summary>CONNECT, CONNACK, PINGREQ and DISCONNECT.</summary>
public sealed class ConnectMusts
{
    private const MqttVersion V3 = MqttVersion.V311;
    private const MqttVersion V5 = MqttVersion.V5;

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-3.1.4-4", "3.1.1:MQTT-3.2.0-1", "3.1.1:MQTT-3.2.2-1", "3.1.1:MQTT-7.1.1-1", "3.1.1:MQTT-7.0.0-2", "3.1.1:MQTT-3.1.4-3",
        "5:MQTT-3.1.4-5", "5:MQTT-3.2.0-1", "5:MQTT-3.2.2-1", "5:MQTT-3.2.2-2", "5:MQTT-4.2.0-1", "5:MQTT-3.2.2-8", "5:MQTT-3.1.4-4")]
    public async Task A_good_connect_is_answered_first_of_all_with_success_and_no_session(MqttVersion version)
    {
        var (peer, answer) = await Peer.IntroduceAsync(version);
        using var _ = peer;

        Assert.Equal((0, 0), (answer.Flags, answer.Code));
    }

    [Theory, BothVersions]
    [Must("5:MQTT-3.2.0-2", "3.1.1:MQTT-3.12.4-1", "5:MQTT-3.12.4-1")]
    public async Task One_connack_comes_and_each_ping_is_answered(MqttVersion version)
    {
        using var peer = await Peer.ConnectAsync(version);

        await peer.SendAsync("C0 00 C0 00");

        await peer.ReadAsync(Packet.PingResp);
        await peer.ReadAsync(Packet.PingResp);
    }

    [Theory]
    [InlineData("3.1.1:MQTT-3.1.2-2 3.1.1:MQTT-3.2.2-4 3.1.1:MQTT-3.2.2-5", V3)]
    [InlineData("5:MQTT-3.1.2-2 5:MQTT-3.2.2-6 5:MQTT-3.2.2-7", V5)]
    public async Task A_protocol_level_that_is_not_spoken_is_refused_and_the_connection_closed(string statements, MqttVersion version)
    {
        Assert.NotEmpty(statements);
        using var peer = await Peer.OpenAsync(version);

        await peer.SendAsync(new ConnectWith { Level = 9 }.Bytes("x", version));

        var answer = await peer.ReadAsync(Packet.ConnAck);
        Assert.Equal(0, answer.Body[0]);
        Assert.Contains(answer.Body[1], new byte[] { 0x01, 0x84 });
        Assert.Null(await peer.ReadAsync());
    }

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-3.1.3-5", "5:MQTT-3.1.3-5", "3.1.1:MQTT-3.1.3-1", "5:MQTT-3.1.3-1")]
    public async Task A_client_identifier_of_23_letters_and_digits_is_taken_and_all_fields_in_their_order(MqttVersion version)
    {
        var id = $"{Peer.Unique("Az09")}{new string('Z', 23)}"[..23];
        var with = new ConnectWith { User = "u", Password = "p", Will = (Peer.Unique("w"), "x", 0, false) };
        using var peer = await Peer.ConnectAsync(version, id, with);

        await peer.NothingAsync();
    }

    [Fact]
    [Must("3.1.1:MQTT-3.1.3-6")]
    public async Task A_client_of_311_without_identifier_gets_a_name_of_its_own()
    {
        using var first = await Peer.ConnectAsync(V3, "");
        using var second = await Peer.ConnectAsync(V3, "");

        await first.NothingAsync();
        await second.NothingAsync();
    }

    [Fact]
    [Must("3.1.1:MQTT-3.1.3-7", "3.1.1:MQTT-3.1.3-8", "3.1.1:MQTT-3.1.3-9")]
    public async Task A_client_of_311_without_identifier_that_wants_a_session_is_refused()
    {
        var (peer, answer) = await Peer.IntroduceAsync(V3, "", new ConnectWith { Clean = false });
        using var _ = peer;

        Assert.Equal((0, 2), (answer.Flags, answer.Code));
        Assert.Null(await peer.ReadAsync());
    }

    [Fact]
    [Must("5:MQTT-3.1.3-6", "5:MQTT-3.1.3-7", "5:MQTT-3.2.2-16", "5:MQTT-3.1.3-2")]
    public async Task A_client_without_identifier_is_told_a_unique_one_that_works_as_its_own()
    {
        var (first, told) = await Peer.IntroduceAsync(V5, "", ConnectWith.Session(V5));
        var (second, other) = await Peer.IntroduceAsync(V5, "");
        using var _ = second;
        Assert.NotEqual(told.Props.Text(0x12), other.Props.Text(0x12));
        await first.GoodbyeAsync();
        first.Dispose();

        var (again, answer) = await Peer.IntroduceAsync(V5, told.Props.Text(0x12), ConnectWith.Session(V5));
        using var __ = again;

        Assert.True(answer.SessionPresent);
    }

    [Fact]
    [Must("5:MQTT-3.1.3-8")]
    public async Task An_identifier_that_is_refused_closes_the_connection()
    {
        using var peer = await Peer.OpenAsync(V5);
        await peer.SendAsync(new ConnectWith().Bytes(new string('x', 65_535), V5));

        // A server may take any identifier; if it refuses one, it says so and closes.
        var answer = ConnAck.Of(await peer.ReadAsync(Packet.ConnAck), V5);
        if (answer.Code != 0)
        {
            Assert.Equal(0x85, answer.Code);
            Assert.Null(await peer.ReadAsync());
        }
    }

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-3.1.4-2", "3.1.1:MQTT-3.1.3-2", "5:MQTT-3.1.4-3", "5:MQTT-3.14.2-1")]
    public async Task A_client_that_connects_twice_takes_the_first_connection_over(MqttVersion version)
    {
        var id = Peer.Unique("twin");
        using var first = await Peer.ConnectAsync(version, id);

        using var second = await Peer.ConnectAsync(version, id);

        await first.ClosedAsync(0x8E);
        await second.NothingAsync();
    }

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-3.1.2-24", "5:MQTT-3.1.2-22", "5:MQTT-3.2.2-22")]
    public async Task A_client_silent_for_one_and_a_half_times_its_keep_alive_is_closed_as_if_the_network_had_failed(MqttVersion version)
    {
        var topic = Peer.Unique("will");
        using var watcher = await Peer.ConnectAsync(version);
        await watcher.SubscribeAsync(topic);
        var (peer, answer) = await Peer.IntroduceAsync(version, with: new ConnectWith { KeepAlive = 1, Will = (topic, "silent", 1, false) });
        using var _ = peer;
        // A server may impose another keep alive of its own; then the client's does not count.
        Assert.True((answer.Props.Number(0x13) ?? 1) <= 5, "The server's own keep alive is too long for a test.");

        await peer.ClosedAsync(0x8D);

        Assert.Equal("silent", (await watcher.TakeAsync()).Payload);
    }

    [Theory, BothVersions]
    [Must("3.1.1:MQTT-3.14.4-3", "5:MQTT-3.14.4-3", "3.1.1:MQTT-3.1.2-10", "5:MQTT-3.1.2-10", "3.1.1:MQTT-3.1.2-12")]
    public async Task A_client_that_says_goodbye_leaves_no_will_and_one_without_a_will_neither(MqttVersion version)
    {
        var topic = Peer.Unique("will");
        using var watcher = await Peer.ConnectAsync(version);
        await watcher.SubscribeAsync($"{topic}/#");
        using var polite = await Peer.ConnectAsync(version, with: new ConnectWith { Will = ($"{topic}/will", "x", 1, false) });
        using var plain = await Peer.ConnectAsync(version);

        await polite.GoodbyeAsync();
        Assert.Null(await polite.ReadAsync());
        plain.Drop();
        using var teller = await Peer.ConnectAsync(version);
        await teller.PublishAsync($"{topic}/end", "end");

        Assert.Equal("end", (await watcher.TakeAsync()).Payload);
    }

    [Theory]
    [InlineData("5:MQTT-3.1.2-28", 0x19, 0x1A)]
    [InlineData("5:MQTT-4.12.0-6", 0x19, 0x15)]
    public async Task What_was_not_asked_for_is_not_in_connack(string statements, int asked, int told)
    {
        Assert.NotEmpty(statements);
        var (peer, answer) = await Peer.IntroduceAsync(V5, with: new ConnectWith { Props = Props.Of((asked, 0)) });
        using var _ = peer;

        Assert.False(answer.Props.Has(told));
    }

    [Fact]
    [Must("5:MQTT-3.1.2-29")]
    public async Task Without_problem_information_no_reason_string_comes_with_acknowledgements()
    {
        using var peer = await Peer.ConnectAsync(V5, with: new ConnectWith { Props = Props.Of((0x17, 0)) });

        await peer.SendSubscribeAsync(null, ("a/#/b", 1), ("ok", 1));
        var packet = await peer.ReadAsync();

        // A filter that is none is refused in SUBACK or closes the connection; only SUBACK is bound here.
        if (packet?.Type == Packet.SubAck)
        {
            var at = 2;
            var props = Props.Read(packet.Body, ref at);
            Assert.False(props.Has(0x1F) || props.Has(0x26));
        }
    }

    [Fact]
    [Must("5:MQTT-4.12.0-1")]
    public async Task An_authentication_method_that_is_not_known_is_refused_and_the_connection_closed()
    {
        var (peer, answer) = await Peer.IntroduceAsync(V5, with: new ConnectWith { Props = Props.Of((0x15, "no-such-method")) });
        using var _ = peer;

        Assert.Contains(answer.Code, new[] { 0x8C, 0x87 });
        Assert.Null(await peer.ReadAsync());
    }
}
