namespace UrbanGrid.Hub.Clips;

/// <summary>Looks at the clips that are waited for once a second.</summary>
public sealed class ClipTimer(ClipDesk desk, TimeProvider time, ILogger<ClipTimer> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        var tidy = false;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (!tidy)
                {
                    await desk.TidyAsync(stoppingToken);
                    tidy = true;
                }

                await desk.LookAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                logger.LogWarning(problem, "Clips could not be looked at; the next try is in {Period}", Period);
            }
        }
    }
}
