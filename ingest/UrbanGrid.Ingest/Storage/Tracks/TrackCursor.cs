using System.Buffers.Binary;

namespace UrbanGrid.Ingest.Storage.Tracks;

/// <summary>Reads what <see cref="TrackBytes"/> wrote.</summary>
internal ref struct TrackCursor(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    public byte Byte()
    {
        var value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    public ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }

    public long Signed()
    {
        var value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public double Number()
    {
        var value = BinaryPrimitives.ReadDoubleLittleEndian(_rest);
        _rest = _rest[8..];
        return value;
    }
}
