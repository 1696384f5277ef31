using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Sanitation.Reports;

/// <summary>Keeps the figures of finished days, every ten minutes those that have become finished.</summary>
public sealed class ReportTimer(ReportDesk desk, TimeProvider time, ILogger<ReportTimer> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await desk.KeepFinishedAsync(stoppingToken) is > 0 and var count)
                {
                    logger.LogInformation("Kept the sanitation figures of {Count} plans of finished days", count);
                }
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                logger.LogWarning(problem, "Sanitation figures could not be kept{Passing}; the next try is in {Period}", DatabaseTrouble.IsPassing(problem) ? " for now" : "", Period);
            }
        }
    }
}
