using UrbanGrid.Vision;
using UrbanGrid.Vision.Privacy;

namespace UrbanGrid.Hub.Cameras.Privacy;

/// <summary>
/// Pictures that say how a camera's view should be: the empty street, covers that lie as they should. They are no evidence:
/// what a privacy zone hides goes from those that are kept already, and they can be forgotten. A file a picture, in a folder
/// a camera.
/// </summary>
public sealed class CameraPictures(PrivacyMasks masks, string folder) : IDisposable
{
    // A picture that is kept while a zone is drawn must be seen by whoever hides that zone.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Keeps a picture as it may be kept, and gives its id.</summary>
    /// <exception cref="FrameUnreadableException">There is something to hide and the bytes are no picture.</exception>
    public Task<string> SaveAsync(string cameraId, ReadOnlyMemory<byte> jpeg, CancellationToken cancellationToken) => InTurnAsync(
        async () =>
        {
            var id = Guid.NewGuid().ToString("N");
            var mask = await masks.FindAsync(cameraId, cancellationToken);
            Directory.CreateDirectory(FolderOf(cameraId));
            await WriteAsync(PathOf(cameraId, id), mask is null ? jpeg : mask.Apply(jpeg.Span), cancellationToken);
            return id;
        },
        cancellationToken);

    /// <summary>A picture of a camera; null where it has none of that id.</summary>
    public async Task<byte[]?> ReadAsync(string cameraId, string id, CancellationToken cancellationToken)
    {
        try
        {
            return Guid.TryParseExact(id, "N", out _) ? await File.ReadAllBytesAsync(PathOf(cameraId, id), cancellationToken) : null;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether a camera has a picture of that id.</summary>
    public bool Has(string cameraId, string id) => Guid.TryParseExact(id, "N", out _) && File.Exists(PathOf(cameraId, id));

    /// <summary>Forgets a picture.</summary>
    public Task DeleteAsync(string cameraId, string id, CancellationToken cancellationToken) => InTurnAsync(
        () =>
        {
            if (Directory.Exists(FolderOf(cameraId)))
            {
                File.Delete(PathOf(cameraId, id));
            }

            return Task.FromResult(id);
        },
        cancellationToken);

    /// <summary>Hides parts of all pictures of a camera; one that cannot be read is forgotten.</summary>
    public Task HideAsync(string cameraId, PrivacyMask mask, CancellationToken cancellationToken) => InTurnAsync(
        async () =>
        {
            var paths = Directory.Exists(FolderOf(cameraId)) ? Directory.GetFiles(FolderOf(cameraId), "*.jpg") : [];
            foreach (var path in paths)
            {
                try
                {
                    await WriteAsync(path, mask.Apply(await File.ReadAllBytesAsync(path, cancellationToken)), cancellationToken);
                }
                catch (FrameUnreadableException)
                {
                    File.Delete(path);
                }
            }

            return paths.Length;
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>A device may be called "..", a folder may not.</summary>
    private string FolderOf(string cameraId) => Path.Combine(folder, $"@{cameraId}");

    private string PathOf(string cameraId, string id) => Path.Combine(FolderOf(cameraId), $"{id}.jpg");

    /// <summary>A reader sees the old picture or the new one, never half of one.</summary>
    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await File.WriteAllBytesAsync($"{path}.part", content, cancellationToken);
        File.Move($"{path}.part", path, overwrite: true);
    }

    private async Task<T> InTurnAsync<T>(Func<Task<T>> act, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await act();
        }
        finally
        {
            _turn.Release();
        }
    }
}
