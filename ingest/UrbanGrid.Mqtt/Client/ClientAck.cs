using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Client;

/// <summary>PUBACK, PUBREC, PUBREL and PUBCOMP of a client, as bytes.</summary>
internal static class ClientAck
{
    public static byte[] Encode(PacketType type, ushort packetId, MqttReasonCode reason, MqttVersion version)
    {
        Span<byte> bytes = stackalloc byte[AckPacket.MaxSize];
        var size = new AckPacket(packetId, reason).Write(bytes, version);
        bytes[0] = (byte)((int)type << 4 | (type == PacketType.PubRel ? 2 : 0));
        return bytes[..size].ToArray();
    }
}
