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

/// <summary>What of a PUBLISH is its own for each receiver.</summary>
/// <param name="Header">First byte, see <see cref="PublishPacket.Header"/>.</param>
/// <param name="PacketId">0 at QoS 0.</param>
/// <param name="ExpirySeconds">Lifetime that is left; null if it has none.</param>
/// <param name="TopicAlias">Alias of the topic on this connection; 0 for none.</param>
/// <param name="AliasOnly">Whether the alias stands for the topic, which the receiver knows from before.</param>
internal readonly record struct PublishHead(
    byte Header, ushort PacketId = 0, uint? ExpirySeconds = null, ushort TopicAlias = 0, bool AliasOnly = false)
{
    public MqttQos Qos => (MqttQos)(Header >> 1 & 3);
}

/// <summary>Writes PUBLISH, MQTT 5 §3.3.</summary>
internal static class PublishEncoder
{
    /// <summary>Bytes of the whole packet.</summary>
    public static long PacketSize(
        in EncodedMessage message, MqttVersion version, in PublishHead head, ReadOnlySpan<int> subscriptionIds)
    {
        var properties = PropertiesSize(message, head, subscriptionIds);
        long body = BodySize(message, version, head, properties) + message.Payload.Length;
        return 1 + PacketWriter.VarIntSize((int)body) + body;
    }

    public static void Write(
        IBufferWriter<byte> output, in EncodedMessage message, MqttVersion version, byte header, ushort packetId,
        uint? expirySeconds, ReadOnlySpan<int> subscriptionIds) =>
        Write(output, message, version, new PublishHead(header, packetId, expirySeconds), subscriptionIds);

    public static void Write(
        IBufferWriter<byte> output, in EncodedMessage message, MqttVersion version, in PublishHead head,
        ReadOnlySpan<int> subscriptionIds)
    {
        var properties = PropertiesSize(message, head, subscriptionIds);
        var size = BodySize(message, version, head, properties);
        var total = size + message.Payload.Length;
        var writer = new PacketWriter(output.GetSpan(1 + PacketWriter.VarIntSize(total) + size));
        writer.Byte(head.Header);
        writer.VarInt(total);
        writer.Binary(head.AliasOnly ? [] : message.Topic);
        if (head.Qos != MqttQos.AtMostOnce)
        {
            writer.UInt16(head.PacketId);
        }

        if (version == MqttVersion.V5)
        {
            writer.VarInt(properties);
            WriteProperties(ref writer, message, head, subscriptionIds);
        }

        writer.End(output);
        output.Write(message.Payload.Span);
    }

    private static void WriteProperties(
        ref PacketWriter writer, in EncodedMessage message, in PublishHead head, ReadOnlySpan<int> subscriptionIds)
    {
        writer.Raw(message.Properties);
        if (head.ExpirySeconds is { } seconds)
        {
            writer.Byte((byte)PropertyId.MessageExpiryInterval);
            writer.UInt32(seconds);
        }

        if (head.TopicAlias != 0)
        {
            writer.Byte((byte)PropertyId.TopicAlias);
            writer.UInt16(head.TopicAlias);
        }

        foreach (var id in subscriptionIds)
        {
            writer.Byte((byte)PropertyId.SubscriptionIdentifier);
            writer.VarInt(id);
        }
    }

    private static int BodySize(in EncodedMessage message, MqttVersion version, in PublishHead head, int properties) =>
        2 + (head.AliasOnly ? 0 : message.Topic.Length) + (head.Qos == MqttQos.AtMostOnce ? 0 : 2)
        + (version == MqttVersion.V5 ? PacketWriter.VarIntSize(properties) + properties : 0);

    private static int PropertiesSize(in EncodedMessage message, in PublishHead head, ReadOnlySpan<int> subscriptionIds)
    {
        var size = message.Properties.Length + (head.ExpirySeconds is null ? 0 : 5) + (head.TopicAlias == 0 ? 0 : 3);
        foreach (var id in subscriptionIds)
        {
            size += 1 + PacketWriter.VarIntSize(id);
        }

        return size;
    }
}
