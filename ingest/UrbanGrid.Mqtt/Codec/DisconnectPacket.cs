using System.Buffers;

namespace UrbanGrid.Mqtt.Codec;

/// <summary>DISCONNECT, MQTT 5 §3.14; without a body on version 3.1.1.</summary>
/// <param name="Reason">Why.</param>
/// <param name="SessionExpirySeconds">New lifetime of the client's session; null leaves it.</param>
/// <param name="ReasonString">Why, for people; null for none.</param>
internal sealed record DisconnectPacket(MqttReasonCode Reason, uint? SessionExpirySeconds = null, string? ReasonString = null)
{
    public static DisconnectPacket Read(in RawPacket packet, MqttVersion version)
    {
        if (packet.Body.IsEmpty)
        {
            return new DisconnectPacket(MqttReasonCode.Success);
        }

        if (version == MqttVersion.V311)
        {
            throw MqttProtocolException.Malformed("DISCONNECT of version 3.1.1 has no body.");
        }

        var reader = new PacketReader(packet.Body);
        var reason = (MqttReasonCode)reader.ReadByte();
        var properties = new PropertySet();
        if (!reader.End)
        {
            properties.Read(ref reader, PropertyPlace.Disconnect);
            reader.ExpectEnd();
        }

        return new DisconnectPacket(
            reason, properties.Number(PropertyId.SessionExpiryInterval), properties.Text(PropertyId.ReasonString));
    }

    public void Write(IBufferWriter<byte> output, MqttVersion version)
    {
        var properties = new PropertySet().Set(PropertyId.ReasonString, ReasonString);
        if (SessionExpirySeconds is { } expiry)
        {
            properties.Set(PropertyId.SessionExpiryInterval, expiry);
        }

        var withProperties = version == MqttVersion.V5 && !properties.IsEmpty;
        var withReason = withProperties || (version == MqttVersion.V5 && Reason != MqttReasonCode.Success);
        var size = (withReason ? 1 : 0) + (withProperties ? PropertyEncoder.SizeWithLength(properties) : 0);
        var writer = PacketWriter.Begin(output, (byte)PacketType.Disconnect << 4, size);
        if (withReason)
        {
            writer.Byte((byte)Reason);
        }

        if (withProperties)
        {
            PropertyEncoder.Write(ref writer, properties);
        }

        writer.End(output);
    }
}
