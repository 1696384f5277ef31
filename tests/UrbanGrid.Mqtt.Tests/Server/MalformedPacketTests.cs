using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Tests;

public sealed class MalformedPacketTests
{
    [Theory]
    [InlineData("30 FF FF FF FF 01", 0x81)] // remaining length of five bytes
    [InlineData("30 80 80 80 01", 0x95)] // 2 MiB announced, 1,000 allowed
    [InlineData("36 04 0001 74 00", 0x81)] // QoS 3
    [InlineData("38 04 0001 74 00", 0x81)] // DUP at QoS 0
    [InlineData("32 06 0001 74 0000 00", 0x82)] // packet identifier 0
    [InlineData("82 07 0001 00 0001 74 30", 0x82)] // retain handling 3
    [InlineData("82 10 0001 00 000A 2473686172652F672F74 04", 0x82)] // no local on a shared subscription
    [InlineData("60 02 0001", 0x81)] // PUBREL without its flags
    [InlineData("30 04 0001 23 00", 0x90)] // topic #
    [InlineData("30 05 0002 C080 00", 0x81)] // topic not UTF-8
    [InlineData("30 03 0000 00", 0x82)] // neither topic nor alias
    [InlineData("30 07 0001 74 03 23 0000", 0x94)] // topic alias 0
    [InlineData("30 08 0001 74 04 01 01 01 01", 0x82)] // payload format twice
    [InlineData("30 07 0001 74 02 0B01 78", 0x82)] // subscription identifier from a client
    [InlineData("80 06 0001 00 0001 74 00", 0x81)] // reserved flags of SUBSCRIBE
    [InlineData("82 03 0001 00", 0x82)] // SUBSCRIBE without a filter
    [InlineData("82 07 0001 00 0001 74 C0", 0x81)] // reserved subscription options
    [InlineData("10 0D 0004 4D515454 05 02 0000 00 0000", 0x82)] // second CONNECT
    [InlineData("20 03 00 00 00", 0x82)] // CONNACK from a client
    [InlineData("F0 00", 0x82)] // AUTH without a method
    [InlineData("00 00", 0x81)] // type 0
    public async Task A_client_that_breaks_the_protocol_is_told_why_and_closed_alone(string hex, byte reason)
    {
        await using var broker = await TestBroker.StartAsync(new MqttServerOptions { MaxPacketBytes = 1_000 });
        using var neighbour = await RawClient.ConnectAsync(broker, "neighbour");
        using var client = await RawClient.ConnectAsync(broker, "client");

        await client.SendAsync(hex);

        Assert.Equal((MqttReasonCode)reason, await client.ReadDisconnectAsync());
        Assert.Null(await client.ReadAsync());
        await neighbour.PublishAsync("t", "x", 1);
        Assert.Equal(1, (await neighbour.ReadAckAsync()).PacketId);
        Assert.Equal(1, broker.Server.Counters.Malformed);
        Assert.Contains($"end client {(MqttReasonCode)reason}", broker.Application.Events);
    }

    [Fact]
    public async Task A_client_of_3_1_1_that_breaks_the_protocol_is_closed_without_a_word()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await RawClient.ConnectAsync(broker, "client", MqttVersion.V311);

        await client.SendAsync("36 05 0001 74 0001"); // QoS 3

        Assert.Null(await client.ReadAsync());
    }

    [Theory]
    [InlineData("30 03 0001 74")] // PUBLISH first
    [InlineData("10 0C 0004 4D515454 04 01 0000 0000")] // reserved connect flag
    [InlineData("10 0C 0004 4D515454 04 42 0000 0000")] // password without user name
    [InlineData("10 0C 0004 4D515454 04 0A 0000 0000")] // will QoS without will
    [InlineData("474554202F20485454502F312E310D0A")] // GET / HTTP/1.1
    public async Task What_is_no_connect_is_closed_without_an_answer(string hex)
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await RawClient.OpenAsync(broker, MqttVersion.V311);

        await client.SendAsync(hex);

        Assert.Null(await client.ReadAsync());
        Assert.Equal(0, broker.Server.SessionCount);
    }

    [Fact]
    public async Task A_message_of_the_largest_size_is_received_whole()
    {
        await using var broker = await TestBroker.StartAsync();
        using var client = await RawClient.ConnectAsync(broker, "camera");
        var jpeg = new string('j', 2 * 1024 * 1024);

        await client.PublishAsync("frame", jpeg, 1);

        Assert.Equal(1, (await client.ReadAckAsync()).PacketId);
        Assert.Equal(jpeg, broker.Application.Received.Single().Payload);
    }
}
