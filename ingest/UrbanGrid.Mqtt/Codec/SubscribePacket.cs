using System.Buffers;

namespace UrbanGrid.Mqtt.Codec;

/// <summary>One subscription asked for.</summary>
internal readonly record struct SubscriptionRequest(
    string Filter, MqttQos Qos, bool NoLocal = false, bool RetainAsPublished = false,
    RetainHandling RetainHandling = RetainHandling.Always);

/// <summary>SUBSCRIBE, MQTT 5 §3.8.</summary>
/// <param name="PacketId">To acknowledge with.</param>
/// <param name="SubscriptionId">Told with each delivery; 0 if there is none.</param>
/// <param name="Requests">One or more.</param>
internal sealed record SubscribePacket(ushort PacketId, int SubscriptionId, IReadOnlyList<SubscriptionRequest> Requests)
{
    public static SubscribePacket Read(in RawPacket packet, MqttVersion version)
    {
        var reader = new PacketReader(packet.Body);
        var packetId = reader.ReadPacketId();
        var properties = new PropertySet();
        if (version == MqttVersion.V5)
        {
            properties.Read(ref reader, PropertyPlace.Subscribe);
        }

        var requests = new List<SubscriptionRequest>(1);
        while (!reader.End)
        {
            requests.Add(ReadRequest(ref reader, version));
        }

        return requests.Count > 0
            ? new SubscribePacket(packetId, (int)(properties.Number(PropertyId.SubscriptionIdentifier) ?? 0), requests)
            : throw MqttProtocolException.Protocol("SUBSCRIBE without a topic filter.");
    }

    public void Write(IBufferWriter<byte> output, MqttVersion version)
    {
        var properties = new PropertySet();
        if (SubscriptionId != 0)
        {
            properties.Set(PropertyId.SubscriptionIdentifier, (uint)SubscriptionId);
        }

        var size = 2 + (version == MqttVersion.V5 ? PropertyEncoder.SizeWithLength(properties) : 0)
            + Requests.Sum(r => PacketWriter.TextSize(r.Filter) + 1);
        var writer = PacketWriter.Begin(output, (byte)PacketType.Subscribe << 4 | 2, size);
        writer.UInt16(PacketId);
        if (version == MqttVersion.V5)
        {
            PropertyEncoder.Write(ref writer, properties);
        }

        foreach (var request in Requests)
        {
            writer.Text(request.Filter);
            writer.Byte((byte)((int)request.Qos | (request.NoLocal ? 4 : 0) | (request.RetainAsPublished ? 8 : 0)
                | (int)request.RetainHandling << 4));
        }

        writer.End(output);
    }

    private static SubscriptionRequest ReadRequest(ref PacketReader reader, MqttVersion version)
    {
        var filter = reader.ReadText();
        var options = reader.ReadByte();
        var qos = (MqttQos)(options & 3);
        var retainHandling = (RetainHandling)(options >> 4 & 3);
        var reserved = version == MqttVersion.V5 ? 0xC0 : 0xFC;
        if ((options & reserved) != 0 || qos > MqttQos.ExactlyOnce)
        {
            throw MqttProtocolException.Malformed($"Subscription options 0x{options:X2} use reserved bits.");
        }

        if (retainHandling > RetainHandling.Never)
        {
            throw MqttProtocolException.Protocol("Retain handling 3.");
        }

        return new SubscriptionRequest(filter, qos, (options & 4) != 0, (options & 8) != 0, retainHandling);
    }
}
