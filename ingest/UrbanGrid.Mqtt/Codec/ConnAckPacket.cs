using System.Buffers;

namespace UrbanGrid.Mqtt.Codec;

/// <summary>CONNACK, MQTT 5 §3.2. On version 3.1.1 the reason is one of six return codes.</summary>
internal sealed record ConnAckPacket(bool SessionPresent, MqttReasonCode Reason, PropertySet? Properties)
{
    public static ConnAckPacket Read(in RawPacket packet, MqttVersion version)
    {
        var reader = new PacketReader(packet.Body);
        var flags = reader.ReadByte();
        if (flags > 1)
        {
            throw MqttProtocolException.Malformed("Reserved flags of CONNACK are set.");
        }

        var code = reader.ReadByte();
        PropertySet? properties = null;
        if (version == MqttVersion.V5 && !reader.End)
        {
            properties = new PropertySet();
            properties.Read(ref reader, PropertyPlace.ConnAck);
        }

        reader.ExpectEnd();
        return new ConnAckPacket(flags == 1, version == MqttVersion.V5 ? (MqttReasonCode)code : FromReturnCode(code), properties);
    }

    public void Write(IBufferWriter<byte> output, MqttVersion version)
    {
        var size = 2 + (version == MqttVersion.V5 ? PropertyEncoder.SizeWithLength(Properties) : 0);
        var writer = PacketWriter.Begin(output, (byte)PacketType.ConnAck << 4, size);
        writer.Byte(SessionPresent ? (byte)1 : (byte)0);
        if (version == MqttVersion.V5)
        {
            writer.Byte((byte)Reason);
            PropertyEncoder.Write(ref writer, Properties);
        }
        else
        {
            writer.Byte(ToReturnCode(Reason));
        }

        writer.End(output);
    }

    /// <summary>Return codes of 3.1.1 §3.2.2.3 table 3.1.</summary>
    private static byte ToReturnCode(MqttReasonCode reason) => reason switch
    {
        MqttReasonCode.Success => 0,
        MqttReasonCode.UnsupportedProtocolVersion => 1,
        MqttReasonCode.ClientIdentifierNotValid => 2,
        MqttReasonCode.BadUserNameOrPassword => 4,
        MqttReasonCode.NotAuthorized or MqttReasonCode.Banned or MqttReasonCode.BadAuthenticationMethod => 5,
        _ => 3,
    };

    private static MqttReasonCode FromReturnCode(byte code) => code switch
    {
        0 => MqttReasonCode.Success,
        1 => MqttReasonCode.UnsupportedProtocolVersion,
        2 => MqttReasonCode.ClientIdentifierNotValid,
        3 => MqttReasonCode.ServerUnavailable,
        4 => MqttReasonCode.BadUserNameOrPassword,
        5 => MqttReasonCode.NotAuthorized,
        _ => throw MqttProtocolException.Malformed($"Return code {code} is reserved."),
    };
}
