using Microsoft.EntityFrameworkCore;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Cameras;

/// <summary>What is stored of one camera in a table that has a row a camera.</summary>
public interface ICameraRow
{
    /// <summary>Device id of the camera.</summary>
    string CameraId { get; }
}

/// <summary>A table that has a row a camera.</summary>
public sealed class CameraRows<TRow>(IDbContextFactory<HubDb> databases)
    where TRow : class, ICameraRow
{
    /// <summary>The row of a camera; null where nothing is stored of it.</summary>
    public async Task<TRow?> FindAsync(string cameraId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<TRow>().AsNoTracking().SingleOrDefaultAsync(r => r.CameraId == cameraId, cancellationToken);
    }

    /// <summary>The rows of all cameras.</summary>
    public async Task<IReadOnlyList<TRow>> AllAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<TRow>().AsNoTracking().ToListAsync(cancellationToken);
    }

    /// <summary>Makes a camera's new row of its present one, null where there is none; gives both.</summary>
    public async Task<(TRow? Before, TRow After)> ChangeAsync(string cameraId, Func<TRow?, TRow> change, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var before = await db.Set<TRow>().AsNoTracking().SingleOrDefaultAsync(r => r.CameraId == cameraId, cancellationToken);
        var after = change(before);
        db.Entry(after).State = before is null ? EntityState.Added : EntityState.Modified;
        await db.SaveChangesAsync(cancellationToken);
        return (before, after);
    }

    /// <summary>Forgets a camera's row.</summary>
    public async Task DeleteAsync(string cameraId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Set<TRow>().Where(r => r.CameraId == cameraId).ExecuteDeleteAsync(cancellationToken);
    }
}
