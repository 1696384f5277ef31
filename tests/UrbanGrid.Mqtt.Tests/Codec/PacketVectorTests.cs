using System.Buffers;
using System.Text;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Tests;

/// <summary>Bytes on the wire and what they mean; the examples of the standards, and packets of known clients.</summary>
public sealed class PacketVectorTests
{
    [Fact]
    public void The_connect_example_of_3_1_1_is_read()
    {
        // 3.1.1 §3.1.2 figure 3.6, with client id, will, user name and password.
        var connect = ConnectPacket.Read(Wire.Cut(Wire.FromHex(
            "10 22 0004 4D515454 04 CE 000A 0002 6964 0002 7774 0002 7770 0004 75736572 0004 70617373")));

        Assert.Equal(MqttVersion.V311, connect.Version);
        Assert.True(connect.CleanStart);
        Assert.Equal(10, connect.KeepAliveSeconds);
        Assert.Equal("id", connect.ClientId);
        Assert.Equal(("wt", MqttQos.AtLeastOnce, false), (connect.Will!.Topic, connect.Will.Qos, connect.Will.Retain));
        Assert.Equal("wp"u8.ToArray(), connect.Will.Payload.ToArray());
        Assert.Equal("user", connect.UserName);
        Assert.Equal("pass"u8.ToArray(), connect.Password!.Value.ToArray());
    }

    [Fact]
    public void The_connect_example_of_5_is_read()
    {
        // MQTT 5 §3.1.2 figure 3-6: session expiry 10; then client id "a".
        var connect = ConnectPacket.Read(Wire.Cut(Wire.FromHex("10 13 0004 4D515454 05 02 000A 05 11 0000000A 0001 61")));

        Assert.Equal(MqttVersion.V5, connect.Version);
        Assert.Equal(10u, connect.SessionExpirySeconds);
        Assert.Equal(ushort.MaxValue, connect.ReceiveMaximum);
        Assert.Null(connect.MaximumPacketSize);
        Assert.Null(connect.Will);
        Assert.Null(connect.Password);
    }

    [Fact]
    public void The_publish_example_is_read()
    {
        // §3.3.2.4 figure 3-9: topic a/b, packet identifier 10, no properties; then payload "p".
        var (packet, _) = ReadPublish("32 09 0003 612F62 000A 00 70", MqttVersion.V5);

        Assert.Equal(("a/b", (ushort)10, MqttQos.AtLeastOnce), (packet.Topic, packet.PacketId, packet.Qos));
        Assert.Equal("p", Encoding.UTF8.GetString(packet.Payload));
    }

    [Fact]
    public void The_subscribe_example_is_read()
    {
        // §3.8.3 figure 3-21: a/b at QoS 1, c/d at QoS 2.
        var packet = SubscribePacket.Read(
            Wire.Cut(Wire.FromHex("82 0F 000A 00 0003 612F62 01 0003 632F64 02")), MqttVersion.V5);

        Assert.Equal(10, packet.PacketId);
        Assert.Equal([new("a/b", MqttQos.AtLeastOnce), new("c/d", MqttQos.ExactlyOnce)], packet.Requests);
    }

    [Fact]
    public void The_unsubscribe_example_is_read()
    {
        // §3.10.3 figure 3-30.
        var packet = UnsubscribePacket.Read(
            Wire.Cut(Wire.FromHex("A2 0D 000A 00 0003 612F62 0003 632F64")), MqttVersion.V5);

        Assert.Equal(["a/b", "c/d"], packet.Filters);
    }

    [Fact]
    public void The_string_example_with_a_supplementary_character_is_read()
    {
        // §1.5.4 figure 1-2: "A" and U+2A6D4.
        var (packet, _) = ReadPublish("30 07 0005 41 F0AA9B94", MqttVersion.V311);

        Assert.Equal("A\U0002A6D4", packet.Topic);
    }

    [Fact]
    public void A_byte_order_mark_is_a_character_of_the_string()
    {
        // §1.5.4.3: EF BB BF is U+FEFF and must not be stripped.
        var (packet, _) = ReadPublish("30 06 0004 EFBBBF 41", MqttVersion.V311);

        Assert.Equal("\uFEFFA", packet.Topic);
    }

    [Theory]
    [InlineData(0, "00")]
    [InlineData(127, "7F")]
    [InlineData(128, "8001")]
    [InlineData(16_383, "FF7F")]
    [InlineData(16_384, "808001")]
    [InlineData(2_097_151, "FFFF7F")]
    [InlineData(2_097_152, "80808001")]
    [InlineData(268_435_455, "FFFFFF7F")]
    public void Variable_byte_integers_are_those_of_table_1_1(int value, string hex)
    {
        var bytes = new byte[4];
        var writer = new PacketWriter(bytes);
        writer.VarInt(value);
        Assert.Equal(hex, Convert.ToHexString(bytes.AsSpan(0, writer.Position)));
        Assert.Equal(writer.Position, PacketWriter.VarIntSize(value));

        var reader = new PacketReader(new ReadOnlySequence<byte>(Wire.FromHex(hex)));
        Assert.Equal(value, reader.ReadVarInt());
        Assert.True(reader.End);
    }

    [Fact]
    public void Acknowledgements_take_four_bytes_and_with_a_reason_five()
    {
        Assert.Equal("40020102", Hex(o => new AckPacket(0x102, MqttReasonCode.Success).Write(o, MqttVersion.V5)));
        Assert.Equal("4003010287", Hex(o => new AckPacket(0x102, MqttReasonCode.NotAuthorized).Write(o, MqttVersion.V5)));
        Assert.Equal("40020102", Hex(o => new AckPacket(0x102, MqttReasonCode.NotAuthorized).Write(o, MqttVersion.V311)));
    }

    [Fact]
    public void Answers_of_the_server_are_written_as_the_standard_says()
    {
        Assert.Equal("20020000", Hex(o => new ConnAckPacket(false, MqttReasonCode.Success, null).Write(o, MqttVersion.V311)));
        Assert.Equal("2003008600", Hex(o => new ConnAckPacket(false, MqttReasonCode.BadUserNameOrPassword, null).Write(o, MqttVersion.V5)));
        Assert.Equal("20020004", Hex(o => new ConnAckPacket(false, MqttReasonCode.BadUserNameOrPassword, null).Write(o, MqttVersion.V311)));
        var two = new SubAckPacket(1, [MqttReasonCode.GrantedQos1, MqttReasonCode.NotAuthorized]);
        Assert.Equal("900400010180", Hex(o => two.Write(o, PacketType.SubAck, MqttVersion.V311)));
        Assert.Equal("90050001000187", Hex(o => two.Write(o, PacketType.SubAck, MqttVersion.V5)));
        Assert.Equal("B0020001", Hex(o => two.Write(o, PacketType.UnsubAck, MqttVersion.V311)));
        Assert.Equal("E0018B", Hex(o => new DisconnectPacket(MqttReasonCode.ServerShuttingDown).Write(o, MqttVersion.V5)));
        Assert.Equal("E000", Hex(o => new DisconnectPacket(MqttReasonCode.Success).Write(o, MqttVersion.V311)));
    }

    private static string Hex(Action<IBufferWriter<byte>> write) => Convert.ToHexString(Wire.Bytes(write));

    private static (PublishPacket, PropertySet?) ReadPublish(string hex, MqttVersion version)
    {
        PropertySet? properties = null;
        var packet = PublishPacket.Read(Wire.Cut(Wire.FromHex(hex)), version, new TopicCache(), ref properties);
        return (packet, properties);
    }
}
