namespace UrbanGrid.Hub.Incidents;

/// <summary>Clears, twice a minute, what ended by itself and found no operator.</summary>
public sealed class EndedIncidents(IncidentBook book, TimeProvider time, ILogger<EndedIncidents> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await book.ClearEndedAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                logger.LogWarning(problem, "Incidents that ended could not be cleared; the next try is in {Period}", Period);
            }
        }
    }
}
