using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Cameras;

/// <summary>The covers of a camera and the addresses of their reference pictures.</summary>
/// <param name="Covers">Covers to watch.</param>
/// <param name="References">By a cover's name, SHA-256 of pictures of the whole view in which it is present, oldest first.</param>
public sealed record WatchedCovers(IReadOnlyList<CameraCover> Covers, IReadOnlyDictionary<string, IReadOnlyList<string>> References)
{
    /// <summary>No covers.</summary>
    public static readonly WatchedCovers None = new([], new Dictionary<string, IReadOnlyList<string>>());
}

/// <summary>Keeps the covers of cameras.</summary>
public sealed class CoverStore(IDbContextFactory<HubDb> databases, EvidenceStore evidence)
{
    /// <summary>Kinds of light kept per cover; a further one takes the place of the oldest.</summary>
    public const int ReferencesMax = 6;

    /// <summary>Covers of a camera.</summary>
    public async Task<WatchedCovers> FindAsync(string cameraId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await db.Set<CameraCovers>().AsNoTracking().SingleOrDefaultAsync(c => c.CameraId == cameraId, cancellationToken);
        return row is null ? WatchedCovers.None : Read(row);
    }

    /// <summary>Whether two say the same.</summary>
    public static bool AreSame(WatchedCovers one, WatchedCovers other) =>
        Write(one.Covers) == Write(other.Covers) && Write(one.References) == Write(other.References);

    /// <summary>Puts covers in the place of the old ones; those that kept name and box keep their references.</summary>
    public Task<WatchedCovers> SaveAsync(string cameraId, IReadOnlyList<CameraCover> covers, CancellationToken cancellationToken) =>
        ChangeAsync(
            cameraId,
            old => new WatchedCovers(
                covers,
                old.References.Where(r => covers.Any(c => c.Name == r.Key && old.Covers.Any(o => o.Name == c.Name && o.Box == c.Box)))
                    .ToDictionary(r => r.Key, r => r.Value)),
            cancellationToken);

    /// <summary>Adds a reference picture.</summary>
    /// <exception cref="ProblemException">404: the camera has no cover of that name.</exception>
    public Task<WatchedCovers> AddReferenceAsync(string cameraId, string cover, string sha256, CancellationToken cancellationToken) =>
        ChangeAsync(
            cameraId,
            old =>
            {
                if (old.Covers.All(c => c.Name != cover))
                {
                    throw ProblemException.NotFound("cover", cover);
                }

                var kept = old.References.GetValueOrDefault(cover, []).Where(r => r != sha256).Append(sha256).TakeLast(ReferencesMax);
                return old with { References = new Dictionary<string, IReadOnlyList<string>>(old.References) { [cover] = [.. kept] } };
            },
            cancellationToken);

    /// <summary>The reference pictures themselves; one that is gone is left out.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<ReadOnlyMemory<byte>>>> PicturesOfAsync(
        WatchedCovers covers, CancellationToken cancellationToken)
    {
        Dictionary<string, IReadOnlyList<ReadOnlyMemory<byte>>> pictures = [];
        foreach (var (name, addresses) in covers.References)
        {
            List<ReadOnlyMemory<byte>> found = [];
            foreach (var path in addresses.Select(evidence.Find).OfType<string>())
            {
                found.Add(await File.ReadAllBytesAsync(path, cancellationToken));
            }

            pictures[name] = found;
        }

        return pictures;
    }

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, ApiJson.Options);

    private static WatchedCovers Read(CameraCovers row) => new(
        JsonSerializer.Deserialize<List<CameraCover>>(row.CoversJson, ApiJson.Options)!,
        JsonSerializer.Deserialize<Dictionary<string, IReadOnlyList<string>>>(row.ReferencesJson, ApiJson.Options)!);

    private async Task<WatchedCovers> ChangeAsync(
        string cameraId, Func<WatchedCovers, WatchedCovers> change, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await db.Set<CameraCovers>().SingleOrDefaultAsync(c => c.CameraId == cameraId, cancellationToken);
        var changed = change(row is null ? WatchedCovers.None : Read(row));
        if (row is null)
        {
            row = new CameraCovers { CameraId = cameraId, CoversJson = "", ReferencesJson = "" };
            db.Set<CameraCovers>().Add(row);
        }

        (row.CoversJson, row.ReferencesJson) = (Write(changed.Covers), Write(changed.References));
        await db.SaveChangesAsync(cancellationToken);
        return changed;
    }
}
