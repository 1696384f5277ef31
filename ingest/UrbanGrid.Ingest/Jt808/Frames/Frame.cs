namespace UrbanGrid.Ingest.Jt808.Frames;

/// <summary>Why a frame cannot be used; the word is counted and logged.</summary>
internal enum FrameFault
{
    /// <summary>Nothing is wrong.</summary>
    None,
    /// <summary>Bytes outside frames.</summary>
    Garbage,
    /// <summary>No end within the longest frame.</summary>
    TooLong,
    /// <summary>Shorter than a header, or than its header says.</summary>
    Truncated,
    /// <summary>The checksum is another.</summary>
    Checksum,
    /// <summary>The body is encrypted, for which the hub has no key.</summary>
    Encrypted,
}

/// <summary>What a fault is called in counters, logs and on the device's page.</summary>
internal static class FrameFaultText
{
    public static string Code(this FrameFault fault) => fault switch
    {
        FrameFault.Garbage => "garbage",
        FrameFault.TooLong => "too_long",
        FrameFault.Truncated => "truncated",
        FrameFault.Checksum => "checksum",
        FrameFault.Encrypted => "encrypted",
        _ => "none",
    };
}

/// <summary>One frame, unescaped; its memory belongs to whoever read it.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Body">Its body as long as it really is.</param>
/// <param name="Whole">Header, body and checksum, for logs and dead letters.</param>
internal readonly record struct Frame(FrameHeader Header, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Whole)
{
    private const int ChecksumBytes = 1;

    /// <summary>
    /// Reads an unescaped frame. A length in the header that differs from the real one is forgiven where the checksum is
    /// right: it proves that all bytes are there.
    /// </summary>
    public static FrameFault Read(ReadOnlyMemory<byte> unescaped, out Frame frame)
    {
        frame = default;
        var bytes = unescaped.Span;
        if (bytes.Length < 1 + ChecksumBytes || !FrameHeader.TryRead(bytes[..^ChecksumBytes], out var header))
        {
            frame = new Frame(default, default, unescaped);
            return FrameFault.Truncated;
        }

        frame = new Frame(header, unescaped[header.Length..^ChecksumBytes], unescaped);
        if (Escaping.Checksum(bytes[..^ChecksumBytes]) != bytes[^1])
        {
            return frame.Body.Length < header.SaidLength ? FrameFault.Truncated : FrameFault.Checksum;
        }

        return header.Encryption != 0 ? FrameFault.Encrypted : FrameFault.None;
    }
}
