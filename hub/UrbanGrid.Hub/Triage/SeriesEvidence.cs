using System.Text.Json;
using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Ingest.Storage;

namespace UrbanGrid.Hub.Triage;

/// <summary>Keeps the sensor's values around an alarm as evidence, so that they outlive the telemetry's retention.</summary>
public sealed class SeriesEvidence(ITelemetryStore telemetry, EvidenceStore evidence, DeviceDirectory devices, TimeProvider time)
{
    private const int MaxPoints = 5_000;
    private static readonly long BeforeMs = (long)TimeSpan.FromHours(1).TotalMilliseconds;
    private static readonly long AfterMs = (long)TimeSpan.FromMinutes(10).TotalMilliseconds;

    /// <summary>Stores the series of an incident's first sensor alarm; null if no sensor raised it.</summary>
    /// <returns>Address in the evidence store, and the moment of the alarm.</returns>
    public async Task<(string Sha256, long At)?> SaveAsync(Incident incident, CancellationToken cancellationToken)
    {
        if (incident.Alarms.Find(a => a.Metric is not null) is not { } alarm)
        {
            return null;
        }

        var (from, to) = (alarm.StartedAt - BeforeMs, Math.Min(alarm.RaisedAt + AfterMs, time.GetUtcNow().ToUnixTimeMilliseconds() + 1));
        var points = await telemetry.QueryAsync(new SeriesQuery(alarm.DeviceId, alarm.Metric!, from, to, 0, MaxPoints), cancellationToken);
        var file = JsonSerializer.SerializeToUtf8Bytes(
            new { device = alarm.DeviceId, metric = alarm.Metric, unit = devices.MetricOf(alarm.DeviceId, alarm.Metric!).Unit, from, to, points = points.Select(p => new[] { p.Timestamp, p.Value }) }, ApiJson.Options);
        return (await evidence.SaveAsync(file, cancellationToken), alarm.RaisedAt);
    }
}
