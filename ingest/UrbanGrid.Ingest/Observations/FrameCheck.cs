namespace UrbanGrid.Ingest.Observations;

/// <summary>Whether bytes can be a whole JPEG: start of image (SOI) first, end of image (EOI) last, ITU-T T.81 B.1.1.3.</summary>
internal static class FrameCheck
{
    private static ReadOnlySpan<byte> StartOfImage => [0xFF, 0xD8, 0xFF];

    private static ReadOnlySpan<byte> EndOfImage => [0xFF, 0xD9];

    /// <summary>Trailing zeros are allowed; some encoders pad to a word.</summary>
    public static bool IsJpeg(ReadOnlySpan<byte> bytes) => bytes.StartsWith(StartOfImage) && bytes.TrimEnd((byte)0).EndsWith(EndOfImage);
}
