using System.Text;

namespace UrbanGrid.Casework.Tables;

/// <summary>A text file's characters, and the encoding they came in.</summary>
/// <param name="Text">The characters, without a byte order mark.</param>
/// <param name="IsGbk">True: it was GBK or GB 18030, as spreadsheets in China still write.</param>
internal sealed record DecodedText(string Text, bool IsGbk)
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>GB 18030 contains GBK and GB 2312.</summary>
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(
        "gb18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>Reads UTF-8, with or without a byte order mark, else GB 18030; null for anything else.</summary>
    public static DecodedText? Read(ReadOnlySpan<byte> bytes)
    {
        var start = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        if (start.Contains((byte)0))
        {
            // No text has these; UTF-16 and spreadsheets' own files do.
            return null;
        }

        return Decode(Utf8, start) is { } utf8 ? new DecodedText(utf8, IsGbk: false)
            : Decode(Gb18030, bytes) is { } gbk ? new DecodedText(gbk, IsGbk: true)
            : null;
    }

    private static string? Decode(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
