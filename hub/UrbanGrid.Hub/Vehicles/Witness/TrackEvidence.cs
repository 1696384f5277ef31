using System.Text.Json;
using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Vehicles.Coordinates;

namespace UrbanGrid.Hub.Vehicles.Witness;

/// <summary>Keeps the way of a vehicle around an alarm as evidence (行驶轨迹), so that it outlives the telemetry's retention.</summary>
public sealed class TrackEvidence(ITelemetryStore telemetry, EvidenceStore evidence, DeviceRegistry registry, DeviceDirectory devices, TimeProvider time)
{
    /// <summary>What a case calls it.</summary>
    public const string Stage = "track";

    private const int MaxFixes = 5_000;
    private static readonly long BeforeMs = (long)TimeSpan.FromMinutes(15).TotalMilliseconds;
    private static readonly long AfterMs = (long)TimeSpan.FromMinutes(10).TotalMilliseconds;

    /// <summary>The span of a vehicle's way that belongs to an incident; null if no vehicle raised it.</summary>
    public static (string VehicleId, long From, long To)? SpanOf(Incident incident) =>
        incident.Alarms.Find(a => a.Place is not null) is { } alarm
            ? (alarm.DeviceId, alarm.StartedAt - BeforeMs, alarm.RaisedAt + AfterMs)
            : null;

    /// <summary>Stores the way of the vehicle that raised an incident; null if none did.</summary>
    /// <returns>Address in the evidence store, and the moment of the alarm.</returns>
    public async Task<(string Sha256, long At)?> SaveAsync(Incident incident, CancellationToken cancellationToken)
    {
        if (SpanOf(incident) is not var (vehicle, from, end))
        {
            return null;
        }

        var to = Math.Min(end, time.GetUtcNow().ToUnixTimeMilliseconds() + 1);
        var fixes = await telemetry.TrackAsync(vehicle, from, to, MaxFixes, cancellationToken);
        var file = JsonSerializer.SerializeToUtf8Bytes(
            new { vehicle, name = devices.NameOf(vehicle), from, to, points = DeviceCoordinates.Usable(registry.Find(vehicle), fixes).Select(f => new double?[] { f.Timestamp, f.Place.Lon, f.Place.Lat, f.SpeedKmh, f.CourseDeg }) },
            ApiJson.Options);
        return (await evidence.SaveAsync(file, cancellationToken), incident.RaisedAt);
    }
}
