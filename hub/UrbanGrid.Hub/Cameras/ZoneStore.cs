using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Cameras;

/// <summary>Keeps the zones of cameras.</summary>
public sealed class ZoneStore(IDbContextFactory<HubDb> databases)
{
    /// <summary>Zones of a camera; none means that the whole picture is watched.</summary>
    public async Task<IReadOnlyList<CameraZone>> FindAsync(string cameraId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await db.Set<CameraZones>().AsNoTracking().SingleOrDefaultAsync(z => z.CameraId == cameraId, cancellationToken);
        return row is null ? [] : JsonSerializer.Deserialize<List<CameraZone>>(row.ZonesJson, ApiJson.Options)!;
    }

    /// <summary>Zones of every camera that has some.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<CameraZone>>> AllAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Set<CameraZones>().AsNoTracking().ToDictionaryAsync(
            z => z.CameraId, z => (IReadOnlyList<CameraZone>)JsonSerializer.Deserialize<List<CameraZone>>(z.ZonesJson, ApiJson.Options)!, cancellationToken);
    }

    /// <summary>Whether two lists say the same.</summary>
    public static bool AreSame(IReadOnlyList<CameraZone> one, IReadOnlyList<CameraZone> other) =>
        JsonSerializer.Serialize(one, ApiJson.Options) == JsonSerializer.Serialize(other, ApiJson.Options);

    /// <summary>Puts zones in the place of the old ones.</summary>
    public async Task SaveAsync(string cameraId, IReadOnlyList<CameraZone> zones, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var json = JsonSerializer.Serialize(zones, ApiJson.Options);
        if (await db.Set<CameraZones>().SingleOrDefaultAsync(z => z.CameraId == cameraId, cancellationToken) is { } row)
        {
            row.ZonesJson = json;
        }
        else
        {
            db.Set<CameraZones>().Add(new CameraZones { CameraId = cameraId, ZonesJson = json });
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
