using System.Text;

namespace UrbanGrid.Ingest.Jt808;

/// <summary>Text of JT/T 808 (STRING): GBK, code page 936.</summary>
internal static class Gbk
{
    private static readonly Encoding Encoding = CodePagesEncodingProvider.Instance.GetEncoding(936, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("?"))!;

    /// <summary>Text without the zeros around it; bytes that are no GBK show as question marks.</summary>
    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.GetString(bytes.Trim((byte)0));

    /// <summary>Bytes of a text.</summary>
    public static byte[] Bytes(string text) => Encoding.GetBytes(text);

    /// <summary>Whether the bytes are good GBK.</summary>
    public static bool IsGood(ReadOnlySpan<byte> bytes)
    {
        var trimmed = bytes.Trim((byte)0);
        return trimmed.SequenceEqual(Bytes(Encoding.GetString(trimmed)));
    }
}
