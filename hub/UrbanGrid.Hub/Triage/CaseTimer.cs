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
            await TryAsync("Cases that are due were not moved", timers.RunAsync, stoppingToken);
            await TryAsync("Devices were not asked whether their cases are solved", checks.LookAsync, stoppingToken);
            await TryAsync("Cases whose device still raises them were not opened again", reopening.LookAsync, stoppingToken);
            await TryAsync("Reminders were not told", TellAsync, stoppingToken);
        }
    }

    /// <summary>One that fails, as while the database is away, keeps none of the others from being done.</summary>
    private async Task TryAsync(string failure, Func<CancellationToken, Task> look, CancellationToken cancellationToken)
    {
        try
        {
            await look(cancellationToken);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            logger.LogWarning(problem, "{Failure}; the next try is in {Period}", failure, Period);
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        if (await notices.TellAsync(cancellationToken) > 0)
        {
            feed.Add(FeedKind.Notice, "{}"u8.ToArray());
        }
    }
}
