using System.Buffers;
using System.Buffers.Binary;

namespace UrbanGrid.Mqtt.Codec;

/// <summary>
/// PUBACK, PUBREC, PUBREL and PUBCOMP, MQTT 5 §3.4 to §3.7, which are alike. The reason is always Success on version 3.1.1.
/// </summary>
internal readonly record struct AckPacket(ushort PacketId, MqttReasonCode Reason, PacketType Type = PacketType.PubAck)
{
    /// <summary>Most bytes <see cref="Write(Span{byte}, MqttVersion)"/> needs.</summary>
    public const int MaxSize = 5;

    public static AckPacket Read(in RawPacket packet, MqttVersion version)
    {
        var reader = new PacketReader(packet.Body);
        var id = reader.ReadPacketId();
        if (reader.End)
        {
            return new AckPacket(id, MqttReasonCode.Success, packet.Type);
        }

        if (version == MqttVersion.V311)
        {
            throw MqttProtocolException.Malformed("An acknowledgement of version 3.1.1 has two bytes.");
        }

        var reason = (MqttReasonCode)reader.ReadByte();
        if (!reader.End)
        {
            new PropertySet().Read(ref reader, PropertyPlace.Ack);
            reader.ExpectEnd();
        }

        return new AckPacket(id, reason, packet.Type);
    }

    /// <summary>Writes the packet to the start of a span and returns its size.</summary>
    public int Write(Span<byte> span, MqttVersion version)
    {
        var withReason = version == MqttVersion.V5 && Reason != MqttReasonCode.Success;
        // §2.1.3: PUBREL has the flags 0010.
        span[0] = (byte)((int)Type << 4 | (Type == PacketType.PubRel ? 2 : 0));
        span[1] = withReason ? (byte)3 : (byte)2;
        BinaryPrimitives.WriteUInt16BigEndian(span[2..], PacketId);
        if (!withReason)
        {
            return 4;
        }

        span[4] = (byte)Reason;
        return 5;
    }

    public void Write(IBufferWriter<byte> output, MqttVersion version) =>
        output.Advance(Write(output.GetSpan(MaxSize), version));
}
