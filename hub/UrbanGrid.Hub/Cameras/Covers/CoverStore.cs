using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras.Privacy;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Cameras.Covers;

/// <summary>Keeps the covers of cameras and their reference pictures.</summary>
public sealed class CoverStore(CameraRows<CameraCovers> rows, CameraPictures pictures)
{
    /// <summary>Kinds of light kept per cover; a further one takes the place of the oldest.</summary>
    public const int ReferencesMax = 6;

    /// <summary>Covers of a camera.</summary>
    public async Task<WatchedCovers> FindAsync(string cameraId, CancellationToken cancellationToken) =>
        Read(await rows.FindAsync(cameraId, cancellationToken));

    /// <summary>Covers of every camera that has some.</summary>
    public async Task<IReadOnlyDictionary<string, WatchedCovers>> AllAsync(CancellationToken cancellationToken) =>
        (await rows.AllAsync(cancellationToken)).ToDictionary(r => r.CameraId, Read);

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
    public async Task<WatchedCovers> AddReferenceAsync(string cameraId, string cover, ReadOnlyMemory<byte> jpeg, CancellationToken cancellationToken)
    {
        Known(await FindAsync(cameraId, cancellationToken), cover);
        var id = await pictures.SaveAsync(cameraId, jpeg, cancellationToken);
        return await ChangeAsync(
            cameraId, old => Known(old, cover).With(cover, old.ReferencesOf(cover).Append(id).TakeLast(ReferencesMax)), cancellationToken);
    }

    /// <summary>Forgets a reference picture.</summary>
    /// <exception cref="ProblemException">404: the cover has no such picture.</exception>
    public Task<WatchedCovers> RemoveReferenceAsync(string cameraId, string cover, string reference, CancellationToken cancellationToken) =>
        ChangeAsync(
            cameraId,
            old => old.ReferencesOf(cover).Contains(reference)
                ? old.With(cover, old.ReferencesOf(cover).Where(r => r != reference))
                : throw ProblemException.NotFound("reference", reference),
            cancellationToken);

    /// <summary>Forgets the reference pictures of some covers.</summary>
    public Task ForgetReferencesAsync(string cameraId, Predicate<CameraCover> of, CancellationToken cancellationToken) => ChangeAsync(
        cameraId, old => old.Covers.Where(c => of(c)).Aggregate(old, (covers, cover) => covers.With(cover.Name, [])), cancellationToken);

    /// <summary>The reference pictures themselves; one that is gone is left out.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<ReadOnlyMemory<byte>>>> PicturesOfAsync(
        string cameraId, WatchedCovers covers, CancellationToken cancellationToken)
    {
        Dictionary<string, IReadOnlyList<ReadOnlyMemory<byte>>> found = [];
        foreach (var (name, references) in covers.References)
        {
            List<ReadOnlyMemory<byte>> readable = [];
            foreach (var reference in references)
            {
                if (await pictures.ReadAsync(cameraId, reference, cancellationToken) is { } picture)
                {
                    readable.Add(picture);
                }
            }

            found[name] = readable;
        }

        return found;
    }

    private static WatchedCovers Known(WatchedCovers covers, string cover) =>
        covers.Covers.Any(c => c.Name == cover) ? covers : throw ProblemException.NotFound("cover", cover);

    private async Task<WatchedCovers> ChangeAsync(
        string cameraId, Func<WatchedCovers, WatchedCovers> change, CancellationToken cancellationToken)
    {
        var (before, after) = await rows.ChangeAsync(
            cameraId,
            row =>
            {
                var changed = change(Read(row));
                return new CameraCovers { CameraId = cameraId, CoversJson = Write(changed.Covers), ReferencesJson = Write(changed.References) };
            },
            cancellationToken);
        var kept = Read(after);
        foreach (var reference in Read(before).References.Values.SelectMany(r => r).Except(kept.References.Values.SelectMany(r => r)))
        {
            await pictures.DeleteAsync(cameraId, reference, cancellationToken);
        }

        return kept;
    }

    private static WatchedCovers Read(CameraCovers? row) => row is null
        ? WatchedCovers.None
        : new WatchedCovers(
            JsonSerializer.Deserialize<List<CameraCover>>(row.CoversJson, ApiJson.Options)!,
            JsonSerializer.Deserialize<Dictionary<string, IReadOnlyList<string>>>(row.ReferencesJson, ApiJson.Options)!);

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, ApiJson.Options);
}
