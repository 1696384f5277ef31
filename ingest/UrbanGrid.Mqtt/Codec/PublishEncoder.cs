using System.Buffers;

namespace UrbanGrid.Mqtt.Codec;

/// <summary>What of a PUBLISH is the same for all its receivers, encoded once.</summary>
internal readonly struct EncodedMessage
{
    public required byte[] Topic { get; init; }

    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Properties without length, expiry and subscription identifiers; empty for version 3.1.1.</summary>
    public required byte[] Properties { get; init; }

    /// <summary>Encodes the properties a publisher set.</summary>
    public static byte[] EncodeProperties(MqttMessageProperties? properties)
    {
        if (properties is null)
        {
            return [];
        }

        var set = properties.ToSet();
        var bytes = new byte[PropertyEncoder.Size(set)];
        var writer = new PacketWriter(bytes);
        PropertyEncoder.WriteBody(ref writer, set);
        return bytes;
    }
}

/// <summary>Writes PUBLISH, MQTT 5 §3.3.</summary>
internal static class PublishEncoder
{
    /// <summary>Bytes of the whole packet.</summary>
    public static long PacketSize(
        in EncodedMessage message, MqttVersion version, MqttQos qos, uint? expirySeconds, ReadOnlySpan<int> subscriptionIds)
    {
        var properties = PropertiesSize(message, expirySeconds, subscriptionIds);
        long body = BodySize(message, version, qos, properties) + message.Payload.Length;
        return 1 + PacketWriter.VarIntSize((int)body) + body;
    }

    public static void Write(
        IBufferWriter<byte> output, in EncodedMessage message, MqttVersion version, byte header, ushort packetId,
        uint? expirySeconds, ReadOnlySpan<int> subscriptionIds)
    {
        var qos = (MqttQos)(header >> 1 & 3);
        var properties = PropertiesSize(message, expirySeconds, subscriptionIds);
        var size = BodySize(message, version, qos, properties);
        var total = size + message.Payload.Length;
        var writer = new PacketWriter(output.GetSpan(1 + PacketWriter.VarIntSize(total) + size));
        writer.Byte(header);
        writer.VarInt(total);
        writer.Binary(message.Topic);
        if (qos != MqttQos.AtMostOnce)
        {
            writer.UInt16(packetId);
        }

        if (version == MqttVersion.V5)
        {
            writer.VarInt(properties);
            writer.Raw(message.Properties);
            if (expirySeconds is { } seconds)
            {
                writer.Byte((byte)PropertyId.MessageExpiryInterval);
                writer.UInt32(seconds);
            }

            foreach (var id in subscriptionIds)
            {
                writer.Byte((byte)PropertyId.SubscriptionIdentifier);
                writer.VarInt(id);
            }
        }

        writer.End(output);
        output.Write(message.Payload.Span);
    }

    private static int BodySize(in EncodedMessage message, MqttVersion version, MqttQos qos, int properties) =>
        2 + message.Topic.Length + (qos == MqttQos.AtMostOnce ? 0 : 2)
        + (version == MqttVersion.V5 ? PacketWriter.VarIntSize(properties) + properties : 0);

    private static int PropertiesSize(in EncodedMessage message, uint? expirySeconds, ReadOnlySpan<int> subscriptionIds)
    {
        var size = message.Properties.Length + (expirySeconds is null ? 0 : 5);
        foreach (var id in subscriptionIds)
        {
            size += 1 + PacketWriter.VarIntSize(id);
        }

        return size;
    }
}
