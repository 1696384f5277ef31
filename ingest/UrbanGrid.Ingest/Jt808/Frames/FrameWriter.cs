using System.Buffers;
using System.Buffers.Binary;

namespace UrbanGrid.Ingest.Jt808.Frames;

/// <summary>Writes frames exactly as the standard has them; a body too long for one frame is divided (分包).</summary>
internal static class FrameWriter
{
    private const int MaxHeader = 21;

    /// <summary>Writes a message.</summary>
    /// <param name="output">Takes the frames.</param>
    /// <param name="version">Edition of the terminal.</param>
    /// <param name="messageId">What message.</param>
    /// <param name="phone">The terminal's number.</param>
    /// <param name="serial">Number of the first frame; each further one has the next.</param>
    /// <param name="body">The body.</param>
    /// <returns>Frames written.</returns>
    public static int Write(IBufferWriter<byte> output, Jt808Version version, ushort messageId, string phone, ushort serial, ReadOnlySpan<byte> body)
    {
        if (body.Length <= FrameHeader.MaxBody)
        {
            WriteFrame(output, version, messageId, phone, serial, body, 0, 0);
            return 1;
        }

        var parts = (body.Length + FrameHeader.MaxBody - 1) / FrameHeader.MaxBody;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parts, ushort.MaxValue, nameof(body));
        for (var part = 1; part <= parts; part++)
        {
            var length = Math.Min(FrameHeader.MaxBody, body.Length);
            WriteFrame(output, version, messageId, phone, (ushort)(serial + part - 1), body[..length], parts, part);
            body = body[length..];
        }

        return parts;
    }

    private static void WriteFrame(
        IBufferWriter<byte> output, Jt808Version version, ushort messageId, string phone, ushort serial, ReadOnlySpan<byte> body, int parts, int part)
    {
        Span<byte> header = stackalloc byte[MaxHeader];
        var is2019 = version == Jt808Version.V2019;
        BinaryPrimitives.WriteUInt16BigEndian(header, messageId);
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)(body.Length | (is2019 ? 0x4000 : 0) | (parts > 0 ? 0x2000 : 0)));
        var at = 4;
        if (is2019)
        {
            header[at++] = 1;
        }

        var digits = is2019 ? FrameHeader.LongPhone : FrameHeader.ShortPhone;
        Bcd.Write(phone, header.Slice(at, digits));
        at += digits;
        BinaryPrimitives.WriteUInt16BigEndian(header[at..], serial);
        at += 2;
        if (parts > 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(header[at..], (ushort)parts);
            BinaryPrimitives.WriteUInt16BigEndian(header[(at + 2)..], (ushort)part);
            at += 4;
        }

        var checksum = (byte)(Escaping.Checksum(header[..at]) ^ Escaping.Checksum(body));
        output.Write([Escaping.Delimiter]);
        Escaping.Write(output, header[..at]);
        Escaping.Write(output, body);
        Escaping.Write(output, [checksum]);
        output.Write([Escaping.Delimiter]);
    }
}
