using System.Buffers.Binary;

namespace UrbanGrid.Ingest.Storage.Tracks;

/// <summary>Bytes that grow at their end: whole numbers as base-128 varints, as protocol buffers write them, small ones short.</summary>
internal sealed class TrackBytes(int capacity = 64)
{
    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Byte(byte value)
    {
        Room(1);
        _bytes[Length++] = value;
    }

    public void Unsigned(ulong value)
    {
        Room(10);
        while (value >= 0x80)
        {
            _bytes[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[Length++] = (byte)value;
    }

    /// <summary>Zigzag: small negative numbers are short, too.</summary>
    public void Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    public void Number(double value)
    {
        Room(8);
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.AsSpan(Length), value);
        Length += 8;
    }

    private void Room(int more)
    {
        if (Length + more > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(Length + more, _bytes.Length * 2));
        }
    }
}
