using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace UrbanGrid.EdgeAgent.Spool;

/// <summary>
/// How a record lies on disk, little-endian: body length (u32), CRC-32C of the body (u32), body = enqueued at (i64),
/// topic length (u16), topic (UTF-8), payload.
/// </summary>
internal static class SpoolFormat
{
    public const int HeaderBytes = 8;

    /// <summary>Longest body: the wire's 2 MiB for a frame, with room for evidence of a detection.</summary>
    public const int MaxBodyBytes = 16 * 1024 * 1024;

    private const int FixedBytes = 10;

    public static int SizeOf(string topic, ReadOnlySpan<byte> payload) =>
        HeaderBytes + FixedBytes + Encoding.UTF8.GetByteCount(topic) + payload.Length;

    public static void Write(Span<byte> target, long enqueuedAt, string topic, ReadOnlySpan<byte> payload)
    {
        var body = target[HeaderBytes..];
        BinaryPrimitives.WriteInt64LittleEndian(body, enqueuedAt);
        var topicBytes = Encoding.UTF8.GetBytes(topic, body[FixedBytes..]);
        BinaryPrimitives.WriteUInt16LittleEndian(body[8..], checked((ushort)topicBytes));
        payload.CopyTo(body[(FixedBytes + topicBytes)..]);
        BinaryPrimitives.WriteUInt32LittleEndian(target, (uint)body.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(target[4..], Checksum(body));
    }

    /// <summary>Length of the body that follows a header, or null if no body can be that long.</summary>
    public static int? BodyLength(ReadOnlySpan<byte> header)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(header);
        return length is >= FixedBytes and <= MaxBodyBytes ? (int)length : null;
    }

    /// <summary>The record, or null if header and body do not belong together.</summary>
    public static SpoolRecord? Read(ReadOnlySpan<byte> header, ReadOnlyMemory<byte> body)
    {
        var span = body.Span;
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) != Checksum(span))
        {
            return null;
        }

        var topicLength = BinaryPrimitives.ReadUInt16LittleEndian(span[8..]);
        if (FixedBytes + topicLength > span.Length)
        {
            return null;
        }

        return new SpoolRecord(
            BinaryPrimitives.ReadInt64LittleEndian(span),
            Encoding.UTF8.GetString(span.Slice(FixedBytes, topicLength)),
            body[(FixedBytes + topicLength)..]);
    }

    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var b in bytes)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return ~crc;
    }
}
