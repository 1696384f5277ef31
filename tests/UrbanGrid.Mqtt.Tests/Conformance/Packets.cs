using System.Buffers.Binary;
using System.Text;

namespace UrbanGrid.Mqtt.Tests.Conformance;

/// <summary>A packet as it came.</summary>
internal sealed record Packet(int Type, int Flags, byte[] Body)
{
    public const int ConnAck = 2, Publish = 3, PubAck = 4, PubRec = 5, PubRel = 6, PubComp = 7, SubAck = 9, UnsubAck = 11, PingResp = 13, Disconnect = 14, Auth = 15;

    /// <summary>Bytes on the wire.</summary>
    public int Size => 1 + Raw.VarInt(Body.Length).Length + Body.Length;
}

/// <summary>CONNACK.</summary>
internal sealed record ConnAck(int Flags, int Code, Props Props)
{
    public bool SessionPresent => Flags == 1;

    public static ConnAck Of(Packet packet, MqttVersion version)
    {
        var at = 2;
        return new ConnAck(packet.Body[0], packet.Body[1], version == MqttVersion.V5 ? Props.Read(packet.Body, ref at) : new Props());
    }
}

/// <summary>PUBLISH.</summary>
internal sealed record Delivery(string Topic, string Payload, int Qos, bool Retain, bool Dup, int Id, Props Props)
{
    public static Delivery Of(Packet packet, MqttVersion version)
    {
        var at = 0;
        var topic = Encoding.UTF8.GetString(Raw.ReadBinary(packet.Body, ref at));
        var qos = packet.Flags >> 1 & 3;
        var id = 0;
        if (qos > 0)
        {
            id = BinaryPrimitives.ReadUInt16BigEndian(packet.Body.AsSpan(at));
            at += 2;
        }

        var props = version == MqttVersion.V5 ? Props.Read(packet.Body, ref at) : new Props();
        return new Delivery(topic, Encoding.UTF8.GetString(packet.Body.AsSpan(at)), qos, (packet.Flags & 1) != 0, (packet.Flags & 8) != 0, id, props);
    }
}

/// <summary>PUBACK, PUBREC, PUBREL or PUBCOMP.</summary>
internal sealed record Answer(int Type, int Id, int Code)
{
    public static Answer Of(Packet packet) => new(
        packet.Type, BinaryPrimitives.ReadUInt16BigEndian(packet.Body), packet.Body.Length > 2 ? packet.Body[2] : 0);
}

/// <summary>SUBACK or UNSUBACK.</summary>
internal sealed record Grant(int Id, IReadOnlyList<int> Codes)
{
    public static Grant Of(Packet packet, MqttVersion version)
    {
        var at = 2;
        if (version == MqttVersion.V5)
        {
            Props.Read(packet.Body, ref at);
        }

        return new Grant(BinaryPrimitives.ReadUInt16BigEndian(packet.Body), [.. packet.Body[at..].Select(b => (int)b)]);
    }
}
