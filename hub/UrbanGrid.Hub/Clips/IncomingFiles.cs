using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Gateway;

namespace UrbanGrid.Hub.Clips;

/// <summary>
/// Files on their way, each in a folder of its own below <paramref name="folder"/>: a part is a file and is on disk when the
/// device is told so. A restart forgets nothing, and a part that comes twice is the same part.
/// </summary>
public sealed class IncomingFiles(string folder, long roomBytes)
{
    private const string ManifestFile = "0";

    /// <summary>Keeps a part.</summary>
    /// <exception cref="InvalidDataException">It cannot be a part of such a file; the message says why.</exception>
    public async Task KeepAsync(FilePart part, CancellationToken cancellationToken)
    {
        if (part.Part == 0)
        {
            var manifest = ManifestOf(part.Bytes.Span);
            if (manifest.Error is null && (manifest.Bytes is <= 0 or > FileManifest.MaxBytes || manifest.Sha256 is null || ToldBytes() + manifest.Bytes > roomBytes))
            {
                throw new InvalidDataException($"{manifest.Bytes} bytes are announced; there is no room for that");
            }
        }
        else if (part.Part > FileManifest.MaxBytes / FileManifest.PartBytes)
        {
            throw new InvalidDataException($"part {part.Part} is beyond the longest file");
        }

        var path = PathOf(part.FileId, part.Part.ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using (var file = new FileStream(path + ".part", FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await file.WriteAsync(part.Bytes, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".part", path, overwrite: true);
    }

    /// <summary>What is announced of a file; null while its manifest has not come.</summary>
    public FileManifest? FindManifest(string fileId) =>
        File.Exists(PathOf(fileId, ManifestFile)) ? ManifestOf(File.ReadAllBytes(PathOf(fileId, ManifestFile))) : null;

    /// <summary>The whole file; null while a part is missing.</summary>
    /// <exception cref="InvalidDataException">The parts are not the file that was announced.</exception>
    public async Task<byte[]?> FindWholeAsync(string fileId, FileManifest manifest, CancellationToken cancellationToken)
    {
        for (var part = manifest.Parts; part >= 1; part--)
        {
            if (!File.Exists(PathOf(fileId, part.ToString(CultureInfo.InvariantCulture))))
            {
                return null;
            }
        }

        using var whole = new MemoryStream(manifest.Bytes);
        for (var part = 1; part <= manifest.Parts; part++)
        {
            await using var file = File.OpenRead(PathOf(fileId, part.ToString(CultureInfo.InvariantCulture)));
            await file.CopyToAsync(whole, cancellationToken);
        }

        var content = whole.ToArray();
        return content.Length == manifest.Bytes && Convert.ToHexStringLower(SHA256.HashData(content)) == manifest.Sha256
            ? content
            : throw new InvalidDataException("what came does not have the announced SHA-256");
    }

    /// <summary>Forgets a file.</summary>
    public void Forget(string fileId)
    {
        if (Directory.Exists(Path.Combine(folder, fileId)))
        {
            Directory.Delete(Path.Combine(folder, fileId), recursive: true);
        }
    }

    /// <summary>Forgets every file but those: what a hub that died left behind.</summary>
    public void ForgetAllBut(IReadOnlySet<string> fileIds)
    {
        foreach (var left in Directory.Exists(folder) ? Directory.GetDirectories(folder).Select(d => Path.GetFileName(d)!) : [])
        {
            if (!fileIds.Contains(left))
            {
                Forget(left);
            }
        }
    }

    private static FileManifest ManifestOf(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, WireJson.Default.FileManifest) ?? throw new InvalidDataException("the manifest is null");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"the manifest cannot be read: {e.Message}");
        }
    }

    /// <summary>Bytes that the files on their way have or will have.</summary>
    private long ToldBytes() => Directory.Exists(folder)
        ? Directory.GetDirectories(folder).Sum(d => FindManifest(Path.GetFileName(d))?.Bytes ?? 0L)
        : 0;

    private string PathOf(string fileId, string name) => Path.Combine(folder, fileId, name);
}
