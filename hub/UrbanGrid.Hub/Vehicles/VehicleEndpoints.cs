using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Vehicles.Reports;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Vehicles.Coordinates;

namespace UrbanGrid.Hub.Vehicles;

/// <summary>Answer of <c>GET /vehicles/{id}/track</c>; a point is [ts, lon, lat, km/h, degrees], in WGS-84.</summary>
public sealed record TrackView(IReadOnlyList<double?[]> Points);

/// <summary><c>/vehicles</c>.</summary>
public static class VehicleEndpoints
{
    private const int MaxFixes = 50_000;

    /// <summary>What the resources need.</summary>
    public static void AddVehicles(this IServiceCollection services)
    {
        services.AddSingleton<ReportDesk>();
    }

    /// <summary>Adds the resource.</summary>
    public static void MapVehicles(this IEndpointRouteBuilder api)
    {
        var vehicles = api.MapGroup("/vehicles").WithTags("vehicles");
        vehicles.MapGet("", (DeviceDirectory directory, string? cursor, int? limit) => PageRequest.Read(cursor, limit).Cut(directory.Vehicles));
        vehicles.MapGet("/{id}", (string id, DeviceDirectory directory) => directory.FindVehicle(id) ?? throw ProblemException.NotFound("vehicle", id));
        vehicles.MapGet("/{id}/track", TrackAsync).WithSummary("Where it went, oldest first, at most 50,000 fixes; the last 24 hours unless from and to (Unix ms) say otherwise.");
        vehicles.MapJourneys();
        vehicles.MapReports();
    }

    private static async Task<TrackView> TrackAsync(
        string id, long? from, long? to, DeviceRegistry registry, ITelemetryStore store, TimeProvider time, CancellationToken ct)
    {
        var device = registry.Find(id) ?? throw ProblemException.NotFound("vehicle", id);
        var (start, end) = JourneySpan.Read(from, to, time);
        var fixes = await store.TrackAsync(id, start, end, MaxFixes, ct);
        return new TrackView([.. DeviceCoordinates.Usable(device, fixes).Select(f => new[] { f.Timestamp, f.Place.Lon, f.Place.Lat, f.SpeedKmh, f.CourseDeg })]);
    }
}
