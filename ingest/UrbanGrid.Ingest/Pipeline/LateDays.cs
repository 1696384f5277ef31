using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Vehicles.Journeys;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>
/// Days that late fixes belong to, each worked out once more when no more come: a minute after the last one, ten minutes after
/// the first at the latest. One after the other, beside everything else.
/// </summary>
internal sealed class LateDays(DayRecompute recompute, DeviceRegistry registry, IngestMetrics metrics, TimeProvider time, ILogger<LateDays> logger) : BackgroundService
{
    /// <summary>Days that wait at most; a further one is counted and left out.</summary>
    private const int MaxDays = 50_000;

    private const long QuietMs = 60_000;
    private const long LongestMs = 600_000;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<VehicleDate, (long First, long Last)> _waiting = [];

    /// <summary>Notes days that must be worked out once more.</summary>
    public void Want(IReadOnlyList<VehicleDate> days)
    {
        if (days.Count == 0)
        {
            return;
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        lock (_lock)
        {
            foreach (var day in days)
            {
                if (_waiting.TryGetValue(day, out var known))
                {
                    _waiting[day] = (known.First, now);
                }
                else if (_waiting.Count < MaxDays)
                {
                    _waiting[day] = (now, now);
                }
                else
                {
                    metrics.JourneyLost();
                }
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Period, time, stoppingToken);
            foreach (var day in TakeDue())
            {
                await RecomputeAsync(day, stoppingToken);
            }
        }
    }

    private List<VehicleDate> TakeDue()
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        lock (_lock)
        {
            var due = _waiting.Where(w => now - w.Value.Last >= QuietMs || now - w.Value.First >= LongestMs).Select(w => w.Key)
                .OrderBy(d => d.VehicleId, StringComparer.Ordinal).ThenBy(d => d.Date).ToList();
            due.ForEach(d => _waiting.Remove(d));
            return due;
        }
    }

    private async Task RecomputeAsync(VehicleDate day, CancellationToken cancellationToken)
    {
        try
        {
            if (registry.Find(day.VehicleId) is { } device)
            {
                await recompute.RunAsync(device, day.Date, cancellationToken);
            }
        }
        catch (ChannelClosedException)
        {
            // Stopping: the workers take no more questions.
        }
        catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogError(problem, "Working out {Date} of vehicle {Vehicle} once more failed", day.Date, day.VehicleId);
        }
    }
}
