using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Client;

/// <summary>PUBACK, PUBREC, PUBREL and PUBCOMP of a client, as bytes.</summary>
internal static class ClientAck
{
    public static byte[] Encode(PacketType type, ushort packetId, MqttReasonCode reason, MqttVersion version)
    {
        Span<byte> bytes = stackalloc byte[AckPacket.MaxSize];
        var size = new AckPacket(packetId, reason, type).Write(bytes, version);
        return bytes[..size].ToArray();
    }
}
