using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Store;
using UrbanGrid.Vision.Fixtures;

namespace UrbanGrid.Hub.Cameras;

/// <summary>Keeps what operators said belongs in a camera's picture, so that a restart asks them nothing again.</summary>
public sealed class FixtureStore(IDbContextFactory<HubDb> databases)
{
    /// <summary>Fixtures of a camera, the latest last.</summary>
    public async Task<IReadOnlyList<Fixture>> FindAsync(string cameraId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var row = await db.Set<CameraFixtures>().AsNoTracking().SingleOrDefaultAsync(f => f.CameraId == cameraId, cancellationToken);
        return row is null ? [] : JsonSerializer.Deserialize<List<Fixture>>(row.FixturesJson, ApiJson.Options)!;
    }

    /// <summary>Puts fixtures in the place of the old ones.</summary>
    public async Task SaveAsync(string cameraId, IReadOnlyList<Fixture> fixtures, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var json = JsonSerializer.Serialize(fixtures, ApiJson.Options);
        if (await db.Set<CameraFixtures>().SingleOrDefaultAsync(f => f.CameraId == cameraId, cancellationToken) is { } row)
        {
            row.FixturesJson = json;
        }
        else
        {
            db.Set<CameraFixtures>().Add(new CameraFixtures { CameraId = cameraId, FixturesJson = json });
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
