using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Cameras.Zones;

/// <summary>Keeps the zones of cameras.</summary>
public sealed class ZoneStore(CameraRows<CameraZones> rows)
{
    /// <summary>Zones of a camera; none means that the whole picture is watched.</summary>
    public async Task<IReadOnlyList<CameraZone>> FindAsync(string cameraId, CancellationToken cancellationToken) =>
        await rows.FindAsync(cameraId, cancellationToken) is { } row ? Read(row) : [];

    /// <summary>Zones of every camera that has some.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<CameraZone>>> AllAsync(CancellationToken cancellationToken) =>
        (await rows.AllAsync(cancellationToken)).ToDictionary(r => r.CameraId, Read);

    /// <summary>Whether two lists say the same.</summary>
    public static bool AreSame(IReadOnlyList<CameraZone> one, IReadOnlyList<CameraZone> other) => Write(one) == Write(other);

    /// <summary>Puts zones in the place of the old ones, which it gives.</summary>
    public async Task<IReadOnlyList<CameraZone>> SaveAsync(string cameraId, IReadOnlyList<CameraZone> zones, CancellationToken cancellationToken)
    {
        var (before, _) = await rows.ChangeAsync(
            cameraId, _ => new CameraZones { CameraId = cameraId, ZonesJson = Write(zones) }, cancellationToken);
        return before is null ? [] : Read(before);
    }

    private static string Write(IReadOnlyList<CameraZone> zones) => JsonSerializer.Serialize(zones, ApiJson.Options);

    private static IReadOnlyList<CameraZone> Read(CameraZones row) => JsonSerializer.Deserialize<List<CameraZone>>(row.ZonesJson, ApiJson.Options)!;
}
