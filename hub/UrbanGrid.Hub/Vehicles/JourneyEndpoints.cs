using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Pipeline;
using UrbanGrid.Ingest.Vehicles;
using UrbanGrid.Ingest.Vehicles.Journeys;

namespace UrbanGrid.Hub.Vehicles;

/// <summary>Items of a vehicle's history.</summary>
/// <param name="Items">Oldest first.</param>
public sealed record JourneyItems<T>(IReadOnlyList<T> Items);

/// <summary><c>/vehicles/{id}/trips|stops|events|days</c>: what one vehicle did, as new as its last judged fix.</summary>
public static class JourneyEndpoints
{
    private const int MaxItems = 10_000;

    /// <summary>Adds the resources to <c>/vehicles</c>.</summary>
    public static void MapJourneys(this IEndpointRouteBuilder vehicles)
    {
        vehicles.MapGet("/{id}/trips", (string id, long? from, long? to, DeviceRegistry registry, VehicleJourneys journeys, TimeProvider time, CancellationToken ct) =>
                ReadAsync(id, from, to, registry, journeys, time, journeys.TripsAsync, ct))
            .WithSummary("Trips (行程) that have a part in the time; the last 24 hours unless from and to (Unix ms) say otherwise.");
        vehicles.MapGet("/{id}/stops", (string id, long? from, long? to, DeviceRegistry registry, VehicleJourneys journeys, TimeProvider time, CancellationToken ct) =>
                ReadAsync(id, from, to, registry, journeys, time, journeys.StopsAsync, ct))
            .WithSummary("Stops (停留) that have a part in the time.");
        vehicles.MapGet("/{id}/events", (string id, long? from, long? to, DeviceRegistry registry, VehicleJourneys journeys, TimeProvider time, CancellationToken ct) =>
                ReadAsync(id, from, to, registry, journeys, time, journeys.EventsAsync, ct))
            .WithSummary("What happened at one moment, e.g. an area was entered.");
        vehicles.MapGet("/{id}/days", DaysAsync).WithSummary("Days (日里程) from the first to the last, yyyy-MM-dd, both included; today if left out.");
        vehicles.MapPost("/{id}/days/{date}/recompute", RecomputeAsync).RequireRole(RoleKey.Admin)
            .WithSummary("Works a day out once more from the stored track.");
    }

    private static async Task<JourneyItems<T>> ReadAsync<T>(
        string id, long? from, long? to, DeviceRegistry registry, VehicleJourneys journeys, TimeProvider time,
        Func<JourneyQuery, CancellationToken, Task<IReadOnlyList<T>>> read, CancellationToken ct)
    {
        var device = registry.Find(id) ?? throw ProblemException.NotFound("vehicle", id);
        var (start, end) = JourneySpan.Read(from, to, time);
        await journeys.ReportAsync(device, ct);
        return new JourneyItems<T>(await read(new JourneyQuery([id], start, end, MaxItems), ct));
    }

    private static async Task<JourneyItems<VehicleDay>> DaysAsync(
        string id, string? from, string? to, DeviceRegistry registry, VehicleJourneys journeys, TimeProvider time, CancellationToken ct)
    {
        var device = registry.Find(id) ?? throw ProblemException.NotFound("vehicle", id);
        var (first, last) = JourneySpan.ReadDays(from, to, journeys.Calendar.DayOf(time.GetUtcNow().ToUnixTimeMilliseconds()));
        await journeys.ReportAsync(device, ct);
        return new JourneyItems<VehicleDay>(await journeys.DaysAsync([id], first, last, ct));
    }

    private static async Task<JourneyItems<VehicleDay>> RecomputeAsync(
        string id, string date, DeviceRegistry registry, VehicleJourneys journeys, CancellationToken ct)
    {
        var device = registry.Find(id) ?? throw ProblemException.NotFound("vehicle", id);
        var day = JourneySpan.DayOf(date, "date");
        if (!await journeys.RecomputeAsync(device, day, ct))
        {
            throw new ProblemException("day_moving");
        }

        await journeys.ReportAsync(device, ct);
        return new JourneyItems<VehicleDay>(await journeys.DaysAsync([id], day, day, ct));
    }
}
