using System.Buffers;

namespace UrbanGrid.Ingest.Jt808.Frames;

/// <summary>Escapes of JT/T 808 §4.4.2: 7e ↔ 7d 02, 7d ↔ 7d 01.</summary>
internal static class Escaping
{
    /// <summary>Before and after every frame (标识位).</summary>
    public const byte Delimiter = 0x7e;

    /// <summary>Begins an escape.</summary>
    public const byte Escape = 0x7d;

    /// <summary>Takes escapes away. One that is none is kept as it stands, and told.</summary>
    /// <param name="escaped">What stands between two delimiters.</param>
    /// <param name="into">As long as <paramref name="escaped"/> at least; may be the same memory.</param>
    /// <param name="strange">Whether 7d was followed by something else than 01 or 02.</param>
    /// <returns>Bytes written.</returns>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> into, out bool strange)
    {
        strange = false;
        var written = 0;
        while (true)
        {
            var at = escaped.IndexOf(Escape);
            if (at < 0)
            {
                escaped.CopyTo(into[written..]);
                return written + escaped.Length;
            }

            escaped[..at].CopyTo(into[written..]);
            written += at;
            var known = at + 1 < escaped.Length && escaped[at + 1] is 1 or 2;
            into[written++] = known && escaped[at + 1] == 2 ? Delimiter : Escape;
            strange |= !known;
            escaped = escaped[(known ? at + 2 : at + 1)..];
        }
    }

    /// <summary>Writes bytes with their escapes.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> plain)
    {
        while (true)
        {
            var at = plain.IndexOfAny(Delimiter, Escape);
            if (at < 0)
            {
                output.Write(plain);
                return;
            }

            output.Write(plain[..at]);
            output.Write(plain[at] == Delimiter ? [Escape, 2] : (ReadOnlySpan<byte>)[Escape, 1]);
            plain = plain[(at + 1)..];
        }
    }

    /// <summary>Exclusive or of all bytes (校验码).</summary>
    public static byte Checksum(ReadOnlySpan<byte> bytes)
    {
        byte sum = 0;
        foreach (var b in bytes)
        {
            sum ^= b;
        }

        return sum;
    }
}
