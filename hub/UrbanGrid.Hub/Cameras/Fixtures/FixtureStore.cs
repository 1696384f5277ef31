using System.Text.Json;
using UrbanGrid.Hub.Http;
using UrbanGrid.Vision.Fixtures;

namespace UrbanGrid.Hub.Cameras.Fixtures;

/// <summary>Keeps what operators said belongs in a camera's picture, so that a restart asks them nothing again.</summary>
public sealed class FixtureStore(CameraRows<CameraFixtures> rows)
{
    /// <summary>Fixtures of a camera, the latest last.</summary>
    public async Task<IReadOnlyList<Fixture>> FindAsync(string cameraId, CancellationToken cancellationToken) =>
        await rows.FindAsync(cameraId, cancellationToken) is { } row ? JsonSerializer.Deserialize<List<Fixture>>(row.FixturesJson, ApiJson.Options)! : [];

    /// <summary>Puts fixtures in the place of the old ones.</summary>
    public Task SaveAsync(string cameraId, IReadOnlyList<Fixture> fixtures, CancellationToken cancellationToken) => rows.ChangeAsync(
        cameraId,
        _ => new CameraFixtures { CameraId = cameraId, FixturesJson = JsonSerializer.Serialize(fixtures, ApiJson.Options) },
        cancellationToken);
}
