using System.Buffers;
using UrbanGrid.Mqtt;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Bench.Fuzz;

/// <summary>Reads whatever packets a buffer holds, the way both ends do.</summary>
internal static class CodecTarget
{
    private const int MaxPacketBytes = 1_000_000;

    /// <exception cref="MqttProtocolException">A packet is bad. Any other exception is a fault of the codec.</exception>
    public static void Read(ReadOnlySequence<byte> buffer, MqttVersion version)
    {
        while (RawPacket.TryCut(ref buffer, MaxPacketBytes, out var packet))
        {
            Read(packet, version);
        }
    }

    private static void Read(in RawPacket packet, MqttVersion version)
    {
        switch (packet.Type)
        {
            case PacketType.Connect:
                ConnectPacket.Read(packet);
                break;
            case PacketType.ConnAck:
                ConnAckPacket.Read(packet, version);
                break;
            case PacketType.Publish:
                PropertySet? properties = null;
                PublishPacket.Read(packet, version, new TopicCache(), ref properties);
                MqttMessageProperties.From(properties);
                break;
            case PacketType.PubAck or PacketType.PubRec or PacketType.PubRel or PacketType.PubComp:
                AckPacket.Read(packet, version);
                break;
            case PacketType.Subscribe:
                SubscribePacket.Read(packet, version);
                break;
            case PacketType.SubAck or PacketType.UnsubAck:
                SubAckPacket.Read(packet, version);
                break;
            case PacketType.Unsubscribe:
                UnsubscribePacket.Read(packet, version);
                break;
            case PacketType.Disconnect:
                DisconnectPacket.Read(packet, version);
                break;
        }
    }
}
