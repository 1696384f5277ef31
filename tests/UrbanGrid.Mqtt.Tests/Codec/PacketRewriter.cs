using System.Buffers;
using System.Text;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Tests;

/// <summary>Reads a packet and writes what it has read: nothing of it may be lost on the way.</summary>
internal static class PacketRewriter
{
    public static byte[] Rewrite(in RawPacket packet, MqttVersion version)
    {
        var output = new ArrayBufferWriter<byte>();
        switch (packet.Type)
        {
            case PacketType.Connect:
                ConnectPacket.Read(packet).Write(output);
                break;
            case PacketType.ConnAck:
                ConnAckPacket.Read(packet, version).Write(output, version);
                break;
            case PacketType.Publish:
                Publish(packet, version, output);
                break;
            case PacketType.PubAck or PacketType.PubRec or PacketType.PubRel or PacketType.PubComp:
                AckPacket.Read(packet, version).Write(output, version);
                break;
            case PacketType.Subscribe:
                SubscribePacket.Read(packet, version).Write(output, version);
                break;
            case PacketType.SubAck or PacketType.UnsubAck:
                SubAckPacket.Read(packet, version).Write(output, packet.Type, version);
                break;
            case PacketType.Unsubscribe:
                UnsubscribePacket.Read(packet, version).Write(output, version);
                break;
            case PacketType.Disconnect:
                DisconnectPacket.Read(packet, version).Write(output, version);
                break;
            default:
                output.Write([packet.Header, (byte)packet.Body.Length]);
                break;
        }

        return output.WrittenSpan.ToArray();
    }

    private static void Publish(in RawPacket packet, MqttVersion version, ArrayBufferWriter<byte> output)
    {
        PropertySet? set = null;
        var read = PublishPacket.Read(packet, version, new TopicCache(), ref set);
        var message = new EncodedMessage
        {
            Topic = Encoding.UTF8.GetBytes(read.Topic),
            Payload = read.Payload.ToArray(),
            Properties = version == MqttVersion.V5 ? EncodedMessage.EncodeProperties(MqttMessageProperties.From(set)) : [],
        };
        var header = PublishPacket.Header(read.Qos, read.Retain, read.Duplicate);
        int[] subscriptions = [.. set?.SubscriptionIds ?? []];
        PublishEncoder.Write(output, message, version, header, read.PacketId, set?.Number(PropertyId.MessageExpiryInterval), subscriptions);
    }
}
