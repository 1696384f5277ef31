using UrbanGrid.Casework.Notices;
using UrbanGrid.Casework.Timers;
using UrbanGrid.Hub.Push;

namespace UrbanGrid.Hub.Triage;

/// <summary>
/// Looks, three times a minute, for cases in which something is due that no person has to do. That each of it is done once is decided in the
/// database, so every hub may look, and none has to remember anything over a restart.
/// </summary>
public sealed class CaseTimer(
    CaseTimers timers, DueNotices notices, DeviceChecks checks, DeviceReopening reopening, ChangeFeed feed, TimeProvider time,
    ILogger<CaseTimer> logger) : BackgroundService
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
                if (await notices.TellAsync(stoppingToken) > 0)
                {
                    feed.Add(FeedKind.Notice, "{}"u8.ToArray());
                }
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                logger.LogWarning(problem, "Cases that are due could not be moved; the next try is in {Period}", Period);
            }
        }
    }
}
