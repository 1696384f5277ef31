using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace UrbanGrid.Ingest.Storage;

/// <summary>Looks after the store every hour: months ahead are made, months beyond the retention go.</summary>
internal sealed class StoreUpkeep(ITelemetryStore store, TimeProvider time, ILogger<StoreUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await store.UpkeepAsync(time.GetUtcNow(), stoppingToken);
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning(problem, "Upkeep of the telemetry store failed; the next round tries again");
            }

            await Task.Delay(Period, time, stoppingToken);
        }
    }
}
