namespace UrbanGrid.Hub.Commands;

/// <summary>Looks at the open commands once a second, and once an hour forgets those that were closed long ago.</summary>
public sealed class CommandTimer(CommandDesk desk, CommandBook book, TimeSpan kept, TimeProvider time, ILogger<CommandTimer> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Cleaning = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        var clean = time.GetUtcNow();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await desk.LookAsync(stoppingToken);
                if (time.GetUtcNow() >= clean)
                {
                    clean = time.GetUtcNow() + Cleaning;
                    await book.ForgetAsync((time.GetUtcNow() - kept).ToUnixTimeMilliseconds(), stoppingToken);
                }
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                logger.LogWarning(problem, "Open commands could not be looked at; the next try is in {Period}", Period);
            }
        }
    }
}
