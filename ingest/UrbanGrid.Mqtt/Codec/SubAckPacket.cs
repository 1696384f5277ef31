using System.Buffers;

namespace UrbanGrid.Mqtt.Codec;

/// <summary>SUBACK, MQTT 5 §3.9, and UNSUBACK, §3.11.</summary>
/// <param name="PacketId">Of the request.</param>
/// <param name="Reasons">One per topic filter, in order; none in an UNSUBACK of version 3.1.1.</param>
/// <param name="ReasonString">Why something was refused, for people; null for none.</param>
internal sealed record SubAckPacket(ushort PacketId, IReadOnlyList<MqttReasonCode> Reasons, string? ReasonString = null)
{
    public static SubAckPacket Read(in RawPacket packet, MqttVersion version)
    {
        var reader = new PacketReader(packet.Body);
        var packetId = reader.ReadPacketId();
        if (version == MqttVersion.V5)
        {
            var place = packet.Type == PacketType.SubAck ? PropertyPlace.SubAck : PropertyPlace.UnsubAck;
            new PropertySet().Read(ref reader, place);
        }

        var reasons = new List<MqttReasonCode>();
        while (!reader.End)
        {
            reasons.Add((MqttReasonCode)reader.ReadByte());
        }

        return new SubAckPacket(packetId, reasons);
    }

    public void Write(IBufferWriter<byte> output, PacketType type, MqttVersion version)
    {
        var count = type == PacketType.UnsubAck && version == MqttVersion.V311 ? 0 : Reasons.Count;
        var properties = new PropertySet().Set(PropertyId.ReasonString, ReasonString);
        var head = 2 + (version == MqttVersion.V5 ? PropertyEncoder.SizeWithLength(properties) : 0);
        var writer = PacketWriter.Begin(output, (byte)((int)type << 4), head + count);
        writer.UInt16(PacketId);
        if (version == MqttVersion.V5)
        {
            PropertyEncoder.Write(ref writer, properties);
        }

        for (var i = 0; i < count; i++)
        {
            // 3.1.1 §3.9.3 knows one failure code.
            var refused = Reasons[i] >= MqttReasonCode.UnspecifiedError;
            writer.Byte(refused && version == MqttVersion.V311 ? (byte)0x80 : (byte)Reasons[i]);
        }

        writer.End(output);
    }
}
