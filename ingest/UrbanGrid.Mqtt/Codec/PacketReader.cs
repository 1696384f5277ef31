using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace UrbanGrid.Mqtt.Codec;

/// <summary>Reads the data types of MQTT 5 §1.5 off a packet's body; throws if they are not all there or not well formed.</summary>
internal ref struct PacketReader(ReadOnlySequence<byte> body)
{
    private SequenceReader<byte> _reader = new(body);

    public readonly long Remaining => _reader.Remaining;

    public readonly bool End => _reader.End;

    /// <summary>Everything not read yet.</summary>
    public readonly ReadOnlySequence<byte> Rest => _reader.UnreadSequence;

    public byte ReadByte() => _reader.TryRead(out var value) ? value : throw Short();

    public ushort ReadUInt16() =>
        _reader.TryReadBigEndian(out short value) ? (ushort)value : throw Short();

    public uint ReadUInt32() => _reader.TryReadBigEndian(out int value) ? (uint)value : throw Short();

    /// <summary>Variable byte integer, §1.5.5.</summary>
    public int ReadVarInt()
    {
        var value = 0;
        for (var shift = 0; shift < 28; shift += 7)
        {
            var digit = ReadByte();
            value |= (digit & 0x7F) << shift;
            if ((digit & 0x80) == 0)
            {
                return shift > 0 && digit == 0
                    ? throw MqttProtocolException.Malformed("A variable byte integer is not in its shortest form.")
                    : value;
            }
        }

        throw MqttProtocolException.Malformed("A variable byte integer has more than four bytes.");
    }

    /// <summary>Packet identifier, which is never 0, §2.2.1.</summary>
    public ushort ReadPacketId()
    {
        var id = ReadUInt16();
        return id != 0 ? id : throw MqttProtocolException.Protocol("Packet identifier 0.");
    }

    /// <summary>Bytes with a two byte length before them, in place.</summary>
    public ReadOnlySequence<byte> ReadBinary()
    {
        var length = ReadUInt16();
        if (_reader.Remaining < length)
        {
            throw Short();
        }

        var bytes = _reader.UnreadSequence.Slice(0, length);
        _reader.Advance(length);
        return bytes;
    }

    /// <summary>UTF-8 string, §1.5.4.</summary>
    public string ReadText()
    {
        var bytes = ReadBinary();
        if (bytes.IsEmpty)
        {
            return string.Empty;
        }

        if (bytes.IsSingleSegment)
        {
            return Decode(bytes.FirstSpan);
        }

        var scratch = ArrayPool<byte>.Shared.Rent((int)bytes.Length);
        bytes.CopyTo(scratch);
        try
        {
            return Decode(scratch.AsSpan(0, (int)bytes.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    /// <summary>The next <paramref name="length"/> bytes as a reader of their own.</summary>
    public PacketReader ReadSection(int length)
    {
        if (_reader.Remaining < length)
        {
            throw Short();
        }

        var section = new PacketReader(_reader.UnreadSequence.Slice(0, length));
        _reader.Advance(length);
        return section;
    }

    /// <summary>Throws if bytes are left over.</summary>
    public readonly void ExpectEnd()
    {
        if (!End)
        {
            throw MqttProtocolException.Malformed("Bytes are left over at the end of the packet.");
        }
    }

    /// <summary>Text of a UTF-8 string that has no U+0000 and no surrogates in it, §1.5.4.</summary>
    public static string Decode(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8) || utf8.Contains((byte)0))
        {
            throw MqttProtocolException.Malformed("A string is not well-formed UTF-8, or holds U+0000.");
        }

        return Encoding.UTF8.GetString(utf8);
    }

    private static MqttProtocolException Short() => MqttProtocolException.Malformed("The packet ends too early.");
}
