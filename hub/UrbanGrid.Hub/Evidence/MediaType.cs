namespace UrbanGrid.Hub.Evidence;

/// <summary>What a file is, by its first bytes; what a sender claims does not count.</summary>
public static class MediaType
{
    /// <summary>A picture every browser shows.</summary>
    public const string Jpeg = "image/jpeg";
    /// <summary>A picture without loss.</summary>
    public const string Png = "image/png";
    /// <summary>A sensor series.</summary>
    public const string Json = "application/json";

    /// <summary>Bytes needed to tell.</summary>
    public const int HeadLength = 8;

    /// <summary>JPEG, PNG, or null for anything else.</summary>
    public static string? OfPicture(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg
        : head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? Png
        : null;

    /// <summary>Type of a stored file.</summary>
    public static async Task<string> OfFileAsync(string path, CancellationToken cancellationToken)
    {
        var head = new byte[HeadLength];
        await using var file = File.OpenRead(path);
        var read = await file.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, cancellationToken);
        return OfPicture(head.AsSpan(0, read)) ?? Json;
    }
}
