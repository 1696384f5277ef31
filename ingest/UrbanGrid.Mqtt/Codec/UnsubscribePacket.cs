using System.Buffers;

namespace UrbanGrid.Mqtt.Codec;

/// <summary>UNSUBSCRIBE, MQTT 5 §3.10.</summary>
internal sealed record UnsubscribePacket(ushort PacketId, IReadOnlyList<string> Filters)
{
    public static UnsubscribePacket Read(in RawPacket packet, MqttVersion version)
    {
        var reader = new PacketReader(packet.Body);
        var packetId = reader.ReadPacketId();
        if (version == MqttVersion.V5)
        {
            new PropertySet().Read(ref reader, PropertyPlace.Unsubscribe);
        }

        var filters = new List<string>(1);
        while (!reader.End)
        {
            filters.Add(reader.ReadText());
        }

        return filters.Count > 0
            ? new UnsubscribePacket(packetId, filters)
            : throw MqttProtocolException.Protocol("UNSUBSCRIBE without a topic filter.");
    }

    public void Write(IBufferWriter<byte> output, MqttVersion version)
    {
        var size = 2 + (version == MqttVersion.V5 ? 1 : 0) + Filters.Sum(PacketWriter.TextSize);
        var writer = PacketWriter.Begin(output, (byte)PacketType.Unsubscribe << 4 | 2, size);
        writer.UInt16(PacketId);
        if (version == MqttVersion.V5)
        {
            writer.VarInt(0);
        }

        foreach (var filter in Filters)
        {
            writer.Text(filter);
        }

        writer.End(output);
    }
}
