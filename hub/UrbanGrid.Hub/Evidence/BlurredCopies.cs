using System.Security.Cryptography;
using System.Text.Json;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Privacy;

namespace UrbanGrid.Hub.Evidence;

/// <summary>
/// Copies of evidence pictures in which people are blurred, for whoever is not of the house; what the camera's privacy zones
/// hide by now is black in them, also where the picture is older than the zone. Made when first asked for and kept below
/// <paramref name="folder"/>, apart from the originals, which are never touched. One is made at a time: it costs about a
/// second of one processor.
/// </summary>
public sealed class BlurredCopies(EvidenceStore originals, EvidenceMasks masks, string folder) : IDisposable
{
    private readonly EvidenceStore _copies = new(folder);
    private readonly PeopleBlur _blur = new();
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Path of the copy of a picture; null if there is no such picture, or it is none.</summary>
    public async Task<string?> FindAsync(string sha256, CancellationToken cancellationToken)
    {
        if (originals.Find(sha256) is not { } original || await MediaType.OfFileAsync(original, cancellationToken) != MediaType.Jpeg)
        {
            return null;
        }

        var mask = await masks.FindAsync(sha256, cancellationToken);
        var known = Path.Combine(folder, $"{sha256}{MarkOf(mask)}.of");
        if (await CopyOfAsync(known, cancellationToken) is { } copy)
        {
            return copy;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            if (await CopyOfAsync(known, cancellationToken) is { } made)
            {
                return made;
            }

            var picture = await File.ReadAllBytesAsync(original, cancellationToken);
            var blurred = await Task.Run(() => _blur.Apply(mask is null ? picture : mask.Apply(picture)), cancellationToken);
            var address = await _copies.SaveAsync(blurred, cancellationToken);
            await File.WriteAllTextAsync(known + ".part", address, cancellationToken);
            File.Move(known + ".part", known, overwrite: true);
            return _copies.Find(address);
        }
        catch (FrameUnreadableException)
        {
            return null;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    /// <summary>Tells copies under different masks apart.</summary>
    private static string MarkOf(PrivacyMask? mask) =>
        mask is null ? "" : "-" + Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(mask.Polygons)))[..16];

    private async Task<string?> CopyOfAsync(string known, CancellationToken cancellationToken) =>
        File.Exists(known) ? _copies.Find(await File.ReadAllTextAsync(known, cancellationToken)) : null;
}
