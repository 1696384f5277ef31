using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Http;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Storage;

namespace UrbanGrid.Hub.Vehicles;

/// <summary>Answer of <c>GET /vehicles/{id}/track</c>; a point is [ts, lon, lat, km/h].</summary>
public sealed record TrackView(IReadOnlyList<double?[]> Points);

/// <summary><c>/vehicles</c>.</summary>
public static class VehicleEndpoints
{
    private const int MaxFixes = 50_000;
    private const long DefaultSpanMs = 24 * 3_600_000L;

    /// <summary>Adds the resource.</summary>
    public static void MapVehicles(this IEndpointRouteBuilder api)
    {
        var vehicles = api.MapGroup("/vehicles").WithTags("vehicles");
        vehicles.MapGet("", (DeviceDirectory directory, string? cursor, int? limit) => PageRequest.Read(cursor, limit).Cut(directory.Vehicles));
        vehicles.MapGet("/{id}/track", TrackAsync);
    }

    private static async Task<TrackView> TrackAsync(
        string id, long? from, long? to, DeviceRegistry registry, ITelemetryStore store, TimeProvider time, CancellationToken ct)
    {
        _ = registry.Find(id) ?? throw ProblemException.NotFound("vehicle", id);
        var end = to ?? time.GetUtcNow().ToUnixTimeMilliseconds() + 1;
        var start = from ?? end - DefaultSpanMs;
        if (start >= end)
        {
            throw new ProblemException("invalid_value", "from", "< to");
        }

        var fixes = await store.TrackAsync(id, start, end, MaxFixes, ct);
        return new TrackView([.. fixes.Select(f => new[] { f.Timestamp, f.Place.Lon, f.Place.Lat, f.SpeedKmh })]);
    }
}
