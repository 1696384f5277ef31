namespace UrbanGrid.Hub.Evidence;

/// <summary>What a file is, by its first bytes; what a sender claims does not count.</summary>
public static class MediaType
{
    /// <summary>A picture every browser shows.</summary>
    public const string Jpeg = "image/jpeg";
    /// <summary>A picture without loss.</summary>
    public const string Png = "image/png";
    /// <summary>A video every browser plays.</summary>
    public const string Mp4 = "video/mp4";
    /// <summary>A sensor series.</summary>
    public const string Json = "application/json";

    /// <summary>Bytes needed to tell.</summary>
    public const int HeadLength = 12;

    /// <summary>JPEG, PNG, or null for anything else.</summary>
    public static string? OfPicture(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg
        : head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? Png
        : null;

    /// <summary>Whether it is an MP4: the file type box comes first (ISO/IEC 14496-12, 4.3).</summary>
    public static bool IsMp4(ReadOnlySpan<byte> head) => head.Length >= HeadLength && head[4..8].SequenceEqual("ftyp"u8);

    /// <summary>Type of a stored file.</summary>
    public static async Task<string> OfFileAsync(string path, CancellationToken cancellationToken)
    {
        var head = new byte[HeadLength];
        await using var file = File.OpenRead(path);
        var read = await file.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, cancellationToken);
        return OfPicture(head.AsSpan(0, read)) ?? (IsMp4(head.AsSpan(0, read)) ? Mp4 : Json);
    }
}
