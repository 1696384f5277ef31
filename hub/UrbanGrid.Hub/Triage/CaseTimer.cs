using UrbanGrid.Casework.Timers;

namespace UrbanGrid.Hub.Triage;

/// <summary>Looks, three times a minute, for cases in which something is due that no person has to do.</summary>
public sealed class CaseTimer(CaseTimers timers, DeviceChecks checks, DeviceReopening reopening, TimeProvider time, ILogger<CaseTimer> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await timers.RunAsync(stoppingToken);
                await checks.LookAsync(stoppingToken);
                await reopening.LookAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                logger.LogWarning(problem, "Cases that are due could not be moved; the next try is in {Period}", Period);
            }
        }
    }
}
