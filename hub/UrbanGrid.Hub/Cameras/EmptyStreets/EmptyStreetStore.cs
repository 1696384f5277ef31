using UrbanGrid.Hub.Cameras.Privacy;

namespace UrbanGrid.Hub.Cameras.EmptyStreets;

/// <summary>Keeps the pictures of empty streets, against which things that stood there before a camera started are found.</summary>
public sealed class EmptyStreetStore(CameraRows<CameraEmptyStreet> rows, CameraPictures pictures)
{
    /// <summary>The picture of a camera as JPEG; null where none was taken, or its file is gone.</summary>
    public async Task<byte[]?> FindAsync(string cameraId, CancellationToken cancellationToken) =>
        await rows.FindAsync(cameraId, cancellationToken) is { } row ? await pictures.ReadAsync(cameraId, row.PictureId, cancellationToken) : null;

    /// <summary>Ids of the pictures of every camera that has one.</summary>
    public async Task<IReadOnlyDictionary<string, string>> AllAsync(CancellationToken cancellationToken) =>
        (await rows.AllAsync(cancellationToken)).ToDictionary(r => r.CameraId, r => r.PictureId);

    /// <summary>Puts a picture in the place of the old one.</summary>
    public async Task SaveAsync(string cameraId, ReadOnlyMemory<byte> jpeg, CancellationToken cancellationToken)
    {
        var id = await pictures.SaveAsync(cameraId, jpeg, cancellationToken);
        var (before, _) = await rows.ChangeAsync(cameraId, _ => new CameraEmptyStreet { CameraId = cameraId, PictureId = id }, cancellationToken);
        if (before is not null)
        {
            await pictures.DeleteAsync(cameraId, before.PictureId, cancellationToken);
        }
    }

    /// <summary>Forgets a camera's picture.</summary>
    public async Task DeleteAsync(string cameraId, CancellationToken cancellationToken)
    {
        if (await rows.FindAsync(cameraId, cancellationToken) is { } row)
        {
            await rows.DeleteAsync(cameraId, cancellationToken);
            await pictures.DeleteAsync(cameraId, row.PictureId, cancellationToken);
        }
    }
}
