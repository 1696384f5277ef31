using System.Buffers;
using System.Buffers.Binary;

namespace UrbanGrid.Ingest.Jt808.Layouts;

/// <summary>Writes a body from front to back.</summary>
internal sealed class BodyWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What was written so far.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Writes bytes as they are.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    /// <summary>Writes bytes in a field of a fixed length, filled up with zeros behind; what is too long is cut.</summary>
    public void Fixed(ReadOnlySpan<byte> bytes, int length)
    {
        var space = _bytes.GetSpan(length)[..length];
        space.Clear();
        bytes[..Math.Min(bytes.Length, length)].CopyTo(space);
        _bytes.Advance(length);
    }

    /// <summary>Writes the low bytes of a number, the highest first.</summary>
    public void Number(ulong value, int size)
    {
        Span<byte> wide = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(wide, value);
        _bytes.Write(wide[(8 - size)..]);
    }
}
