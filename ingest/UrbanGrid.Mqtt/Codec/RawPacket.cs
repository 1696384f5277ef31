using System.Buffers;

namespace UrbanGrid.Mqtt.Codec;

/// <summary>One control packet cut out of the receive buffer, not yet looked into.</summary>
internal readonly struct RawPacket(byte header, ReadOnlySequence<byte> body)
{
    /// <summary>First byte: type and flags.</summary>
    public byte Header { get; } = header;

    /// <summary>What the remaining length covers.</summary>
    public ReadOnlySequence<byte> Body { get; } = body;

    public PacketType Type => (PacketType)(Header >> 4);

    public byte Flags => (byte)(Header & 0x0F);

    /// <summary>
    /// Cuts the next packet off <paramref name="buffer"/>; false if it is not all there yet.
    /// </summary>
    /// <param name="buffer">What has been received; starts behind the packet afterwards.</param>
    /// <param name="maxBytes">Largest packet allowed, with its fixed header.</param>
    /// <param name="packet">The packet; valid as long as the buffer is.</param>
    /// <exception cref="MqttProtocolException">
    /// Remaining length longer than four bytes (0x81), packet over <paramref name="maxBytes"/> (0x95) or flags that the
    /// type does not allow (0x81, §2.1.3). Known from the header alone, so no oversized body is ever buffered.
    /// </exception>
    public static bool TryCut(ref ReadOnlySequence<byte> buffer, int maxBytes, out RawPacket packet)
    {
        packet = default;
        Span<byte> head = stackalloc byte[5];
        var available = (int)Math.Min(5, buffer.Length);
        if (available < 2)
        {
            if (available == 1)
            {
                CheckFlags(buffer.FirstSpan[0]);
            }

            return false;
        }

        if (buffer.FirstSpan.Length >= available)
        {
            buffer.FirstSpan[..available].CopyTo(head);
        }
        else
        {
            buffer.Slice(0, available).CopyTo(head);
        }

        CheckFlags(head[0]);
        var length = 0;
        var shift = 0;
        for (var i = 1; i < available; i++)
        {
            length |= (head[i] & 0x7F) << shift;
            shift += 7;
            if ((head[i] & 0x80) != 0)
            {
                continue;
            }

            if (i > 1 && head[i] == 0)
            {
                throw MqttProtocolException.Malformed("The remaining length is not in its shortest form.");
            }

            return Cut(ref buffer, i + 1, length, maxBytes, head[0], out packet);
        }

        return available == 5
            ? throw MqttProtocolException.Malformed("The remaining length has more than four bytes.")
            : false;
    }

    private static bool Cut(
        ref ReadOnlySequence<byte> buffer, int headerLength, int length, int maxBytes, byte header, out RawPacket packet)
    {
        packet = default;
        if ((long)headerLength + length > maxBytes)
        {
            throw new MqttProtocolException(
                MqttReasonCode.PacketTooLarge, $"A packet of {length} bytes is over the limit of {maxBytes}.");
        }

        if (buffer.Length < headerLength + length)
        {
            return false;
        }

        packet = new RawPacket(header, buffer.Slice(headerLength, length));
        buffer = buffer.Slice(packet.Body.End);
        return true;
    }

    private static void CheckFlags(byte header)
    {
        var type = (PacketType)(header >> 4);
        var flags = header & 0x0F;
        var right = type switch
        {
            PacketType.Publish => true,
            PacketType.PubRel or PacketType.Subscribe or PacketType.Unsubscribe => flags == 0b0010,
            PacketType.Reserved => false,
            _ => flags == 0,
        };
        if (!right)
        {
            throw MqttProtocolException.Malformed($"Flags {flags:X1} are reserved for packet type {(int)type}.");
        }
    }
}
