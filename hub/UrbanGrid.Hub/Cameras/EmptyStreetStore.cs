using Microsoft.EntityFrameworkCore;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Cameras;

/// <summary>Keeps the pictures of empty streets, against which things that stood there before a camera started are found.</summary>
public sealed class EmptyStreetStore(IDbContextFactory<HubDb> databases, EvidenceStore evidence)
{
    /// <summary>The picture of a camera as JPEG; null where none was taken, or its file is gone.</summary>
    public async Task<byte[]?> FindAsync(string cameraId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await db.Set<CameraEmptyStreet>().AsNoTracking().SingleOrDefaultAsync(s => s.CameraId == cameraId, cancellationToken);
        return row is not null && evidence.Find(row.Sha256) is { } path ? await File.ReadAllBytesAsync(path, cancellationToken) : null;
    }

    /// <summary>Puts a picture in the place of the old one.</summary>
    public async Task SaveAsync(string cameraId, ReadOnlyMemory<byte> jpeg, CancellationToken cancellationToken)
    {
        var sha256 = await evidence.SaveAsync(jpeg, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<CameraEmptyStreet>().SingleOrDefaultAsync(s => s.CameraId == cameraId, cancellationToken) is { } row)
        {
            row.Sha256 = sha256;
        }
        else
        {
            db.Set<CameraEmptyStreet>().Add(new CameraEmptyStreet { CameraId = cameraId, Sha256 = sha256 });
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Forgets a camera's picture.</summary>
    public async Task DeleteAsync(string cameraId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Set<CameraEmptyStreet>().Where(s => s.CameraId == cameraId).ExecuteDeleteAsync(cancellationToken);
    }
}
