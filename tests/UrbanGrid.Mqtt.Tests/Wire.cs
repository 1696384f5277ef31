using System.Buffers;
using System.Text;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Tests;

/// <summary>Packets as bytes.</summary>
internal static class Wire
{
    public static byte[] FromHex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    public static byte[] Bytes(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Publish(
        MqttVersion version, string topic, string payload, ushort packetId = 0, bool retain = false,
        MqttMessageProperties? properties = null, MqttQos qos = MqttQos.AtLeastOnce, bool duplicate = false)
    {
        var message = new EncodedMessage
        {
            Topic = Encoding.UTF8.GetBytes(topic),
            Payload = Encoding.UTF8.GetBytes(payload),
            Properties = EncodedMessage.EncodeProperties(properties),
        };
        var header = PublishPacket.Header(packetId == 0 ? MqttQos.AtMostOnce : qos, retain, duplicate);
        return Bytes(o => PublishEncoder.Write(
            o, message, version, header, packetId, (uint?)properties?.Expiry?.TotalSeconds, []));
    }

    /// <summary>The one packet that the bytes are.</summary>
    public static RawPacket Cut(ReadOnlySequence<byte> bytes)
    {
        Assert.True(RawPacket.TryCut(ref bytes, int.MaxValue, out var packet), "The packet is not complete.");
        Assert.True(bytes.IsEmpty, "Bytes are left over.");
        return packet;
    }

    public static RawPacket Cut(byte[] bytes) => Cut(new ReadOnlySequence<byte>(bytes));

    /// <summary>The same bytes, each in a segment of its own.</summary>
    public static ReadOnlySequence<byte> Scattered(byte[] bytes)
    {
        var first = new Segment(bytes.AsMemory(0, 1), 0);
        var last = first;
        for (var i = 1; i < bytes.Length; i++)
        {
            last = last.Append(bytes.AsMemory(i, 1));
        }

        return new ReadOnlySequence<byte>(first, 0, last, 1);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long index)
        {
            Memory = memory;
            RunningIndex = index;
        }

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
