using Microsoft.Extensions.Logging;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Rules;
using UrbanGrid.Ingest.Storage;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>
/// Teaches metrics with anomaly detection anew from the store after a start, one after the other and beside the work: until
/// its turn comes, a metric is only watched, not judged. The readings are taken as they were, so that it knows what it knew.
/// </summary>
internal sealed class ProfileLoader(ITelemetryStore store, DeviceModels models, IngestOptions options, TimeProvider time, ILogger<ProfileLoader> logger)
{
    private const long DayMs = 86_400_000;
    private const long SpanMs = HourHistory.Weeks * 7 * DayMs;

    /// <summary>Readings of a day that are looked at; a metric that reports more often is learned from its first ones.</summary>
    private const int DayLimit = 20_000;

    public async Task RunAsync(IEnumerable<Device> devices, GridWorkers workers, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var device in devices)
            {
                foreach (var metric in models.FindOrGeneric(device.Model).Metrics.Where(m => m.Anomaly is not null))
                {
                    await TeachAsync(device, metric, workers, cancellationToken);
                }
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            logger.LogWarning(problem, "The past of metrics with anomaly detection could not be read; they learn anew");
        }
    }

    private async Task TeachAsync(Device device, MetricDefinition metric, GridWorkers workers, CancellationToken cancellationToken)
    {
        var learned = new SeasonalProfile(metric.Anomaly!, options.TimeZone);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        for (var from = now - SpanMs; from < now; from += DayMs)
        {
            foreach (var point in await store.QueryAsync(new SeriesQuery(device.Id, metric.Key, from, Math.Min(from + DayMs, now), 0, DayLimit), cancellationToken))
            {
                if (point.Text is null)
                {
                    learned.Learn(point.Timestamp, point.Value);
                }
            }
        }

        if (learned.LearnedUntil is not null)
        {
            await workers.AskAsync(device, state => state?.TrackOf(metric.Key)?.TakeOver(learned), cancellationToken);
        }
    }
}
