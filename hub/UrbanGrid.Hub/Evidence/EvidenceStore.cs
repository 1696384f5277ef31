using System.Security.Cryptography;

namespace UrbanGrid.Hub.Evidence;

/// <summary>
/// Files under their own SHA-256: <c>ab/cd/abcd…</c>. A file is complete or absent, never half written, and never
/// changes; writing the same content twice stores it once.
/// </summary>
public sealed class EvidenceStore(string folder)
{
    private const int HexLength = 64;

    /// <summary>Stores content and returns its address. On return it is on disk.</summary>
    public async Task<string> SaveAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        var path = PathOf(sha256);
        if (File.Exists(path))
        {
            return sha256;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            await using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await file.WriteAsync(content, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }

        return sha256;
    }

    /// <summary>Path of a stored file; null if the address is no SHA-256 or nothing is stored there.</summary>
    public string? Find(string sha256) => IsAddress(sha256) && PathOf(sha256) is var path && File.Exists(path) ? path : null;

    private static bool IsAddress(string text) => text.Length == HexLength && text.All(c => char.IsAsciiHexDigitLower(c));

    private string PathOf(string sha256) => Path.Combine(folder, sha256[..2], sha256[2..4], sha256);
}
