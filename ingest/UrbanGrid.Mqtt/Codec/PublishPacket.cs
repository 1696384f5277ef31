using System.Buffers;

namespace UrbanGrid.Mqtt.Codec;

/// <summary>PUBLISH, MQTT 5 §3.3, as it stands in the receive buffer.</summary>
internal readonly struct PublishPacket
{
    /// <summary>Topic name; empty if a topic alias stands for it (version 5 only).</summary>
    public required string Topic { get; init; }

    /// <summary>0 at QoS 0.</summary>
    public required ushort PacketId { get; init; }

    public required MqttQos Qos { get; init; }

    public required bool Retain { get; init; }

    public required bool Duplicate { get; init; }

    public required ReadOnlySequence<byte> Payload { get; init; }

    /// <summary>Reads the packet; its properties go to <paramref name="properties"/>, which is made when first needed.</summary>
    public static PublishPacket Read(
        in RawPacket packet, MqttVersion version, TopicCache topics, ref PropertySet? properties)
    {
        var qos = (MqttQos)(packet.Flags >> 1 & 3);
        var duplicate = (packet.Flags & 8) != 0;
        if (qos > MqttQos.ExactlyOnce || (duplicate && qos == MqttQos.AtMostOnce))
        {
            throw MqttProtocolException.Malformed("QoS 3, or DUP at QoS 0.");
        }

        var reader = new PacketReader(packet.Body);
        var topicBytes = reader.ReadBinary();
        var topic = topicBytes.IsEmpty && version == MqttVersion.V5 ? string.Empty : topics.Get(topicBytes);
        var packetId = qos == MqttQos.AtMostOnce ? (ushort)0 : reader.ReadPacketId();
        properties?.Clear();
        if (version == MqttVersion.V5)
        {
            ReadProperties(ref reader, ref properties);
        }

        return new PublishPacket
        {
            Topic = topic,
            PacketId = packetId,
            Qos = qos,
            Retain = (packet.Flags & 1) != 0,
            Duplicate = duplicate,
            Payload = reader.Rest,
        };
    }

    private static void ReadProperties(ref PacketReader reader, ref PropertySet? properties)
    {
        if (properties is null)
        {
            var ahead = reader;
            if (ahead.ReadVarInt() == 0)
            {
                reader = ahead;
                return;
            }

            properties = new PropertySet();
        }

        properties.Read(ref reader, PropertyPlace.Publish);
    }

    /// <summary>First byte of a PUBLISH.</summary>
    public static byte Header(MqttQos qos, bool retain, bool duplicate) =>
        (byte)((int)PacketType.Publish << 4 | (duplicate ? 8 : 0) | (int)qos << 1 | (retain ? 1 : 0));
}
