using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace UrbanGrid.Mqtt.Codec;

/// <summary>Writes the data types of MQTT 5 §1.5 into a span that is known to be large enough.</summary>
internal ref struct PacketWriter(Span<byte> span)
{
    private readonly Span<byte> _span = span;

    public int Position { get; private set; }

    /// <summary>Bytes a variable byte integer takes.</summary>
    public static int VarIntSize(int value) => value switch
    {
        < 128 => 1,
        < 16_384 => 2,
        < 2_097_152 => 3,
        _ => 4,
    };

    /// <summary>Bytes a string takes with its length before it.</summary>
    public static int TextSize(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        return length <= ushort.MaxValue
            ? 2 + length
            : throw new ArgumentException("A string of MQTT has at most 65,535 bytes.", nameof(text));
    }

    public void Byte(byte value) => _span[Position++] = value;

    public void UInt16(int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_span[Position..], (ushort)value);
        Position += 2;
    }

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_span[Position..], value);
        Position += 4;
    }

    public void VarInt(int value)
    {
        while (value >= 128)
        {
            Byte((byte)(value & 0x7F | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    public void Text(string text)
    {
        var length = Encoding.UTF8.GetBytes(text, _span[(Position + 2)..]);
        UInt16(length);
        Position += length;
    }

    public void Binary(ReadOnlySpan<byte> bytes)
    {
        UInt16(bytes.Length);
        Raw(bytes);
    }

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_span[Position..]);
        Position += bytes.Length;
    }

    /// <summary>A span for a whole packet whose body has <paramref name="bodyLength"/> bytes, its fixed header written.</summary>
    public static PacketWriter Begin(IBufferWriter<byte> output, byte header, int bodyLength)
    {
        var writer = new PacketWriter(output.GetSpan(1 + VarIntSize(bodyLength) + bodyLength));
        writer.Byte(header);
        writer.VarInt(bodyLength);
        return writer;
    }

    /// <summary>Commits what was written to the output that <see cref="Begin"/> got.</summary>
    public readonly void End(IBufferWriter<byte> output) => output.Advance(Position);
}
