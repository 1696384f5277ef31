namespace UrbanGrid.Hub.Alarms;

/// <summary>Forgets, once an hour, alarms that ended longer ago than they are kept.</summary>
public sealed class AlarmRetention(AlarmRegister register, TimeSpan kept, TimeProvider time, ILogger<AlarmRetention> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                var forgotten = await register.ForgetAsync((time.GetUtcNow() - kept).ToUnixTimeMilliseconds(), stoppingToken);
                logger.LogDebug("{Alarms} alarms ended before {Days} days and are forgotten", forgotten, kept.TotalDays);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                logger.LogWarning(problem, "Old alarms could not be forgotten; the next try is in {Period}", Period);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
