using System.Buffers;

namespace UrbanGrid.Mqtt.Codec;

/// <summary>DISCONNECT, MQTT 5 §3.14; without a body on version 3.1.1.</summary>
internal sealed record DisconnectPacket(MqttReasonCode Reason, uint? SessionExpirySeconds = null)
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

        return new DisconnectPacket(reason, properties.Number(PropertyId.SessionExpiryInterval));
    }

    public void Write(IBufferWriter<byte> output, MqttVersion version)
    {
        var withReason = version == MqttVersion.V5 && Reason != MqttReasonCode.Success;
        var writer = PacketWriter.Begin(output, (byte)PacketType.Disconnect << 4, withReason ? 1 : 0);
        if (withReason)
        {
            writer.Byte((byte)Reason);
        }

        writer.End(output);
    }
}
