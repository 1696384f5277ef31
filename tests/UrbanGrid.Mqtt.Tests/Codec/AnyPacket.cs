using System.Buffers;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Tests;

/// <summary>Reads whatever packets a buffer holds, the way both ends do.</summary>
internal static class AnyPacket
{
    public static void Read(ReadOnlySequence<byte> buffer, MqttVersion version)
    {
        while (RawPacket.TryCut(ref buffer, 1_000_000, out var packet))
        {
            Read(packet, version);
        }
    }

    /// <summary>One valid packet of each kind and version.</summary>
    public static IReadOnlyList<(MqttVersion, byte[])> Samples()
    {
        var properties = new MqttMessageProperties
        {
            IsText = true, ContentType = "a/b", ResponseTopic = "r", CorrelationData = new byte[] { 1 },
            UserProperties = [new("k", "v")], Expiry = TimeSpan.FromSeconds(5),
        };
        var samples = new List<(MqttVersion, byte[])>();
        foreach (var version in new[] { MqttVersion.V311, MqttVersion.V5 })
        {
            var five = version == MqttVersion.V5;
            var connect = new ConnectPacket
            {
                Version = version, ClientId = "c", KeepAliveSeconds = 5, UserName = "u", Password = new byte[] { 1 },
                Will = new MqttWill("w", new byte[] { 2 }, MqttQos.AtLeastOnce, true), WillProperties = properties, ReceiveMaximum = 9,
            };
            var connack = new PropertySet().Set(PropertyId.ReceiveMaximum, 5).Set(PropertyId.ReasonString, "why");
            samples.AddRange(new[]
            {
                Wire.Bytes(connect.Write),
                Wire.Bytes(o => new ConnAckPacket(false, MqttReasonCode.Success, connack).Write(o, version)),
                Wire.Publish(version, "a/b", "payload", 3, true, five ? properties : null),
                Wire.Publish(version, "a/b/c", "payload"),
                Wire.Bytes(o => new AckPacket(4, MqttReasonCode.QuotaExceeded).Write(o, version)),
                Wire.Bytes(o => new SubscribePacket(5, five ? 7 : 0, [new("a/#", MqttQos.AtLeastOnce)]).Write(o, version)),
                Wire.Bytes(o => new SubAckPacket(5, [MqttReasonCode.GrantedQos1]).Write(o, PacketType.SubAck, version)),
                Wire.Bytes(o => new UnsubscribePacket(6, ["a/#", "b"]).Write(o, version)),
                Wire.Bytes(o => new SubAckPacket(6, [MqttReasonCode.Success]).Write(o, PacketType.UnsubAck, version)),
                Wire.Bytes(o => new DisconnectPacket(MqttReasonCode.QuotaExceeded).Write(o, version)),
            }.Select(b => (version, b)));
        }

        return samples;
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
            case PacketType.PubAck:
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
