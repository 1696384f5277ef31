using UrbanGrid.Hub.Alarms;
using UrbanGrid.Hub.Incidents;

namespace UrbanGrid.Hub.Triage;

/// <summary>
/// Looks, every few seconds, whether what suppresses an alarm is over. If the alarm still holds it is told to the incidents
/// then. What is suppressed is in the database, so a restart forgets none.
/// </summary>
public sealed class SuppressedAlarms(
    AlarmRegister register, AlarmSuppression suppression, KeptPictures pictures, IncidentBook incidents, AlarmFeed feed, TimeProvider time,
    ILogger<SuppressedAlarms> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    /// <summary>Looks at every suppressed alarm once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var alarm in await register.SuppressedAsync(cancellationToken))
        {
            try
            {
                await LookAsync(alarm, cancellationToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                logger.LogWarning(problem, "Suppressed alarm {Alarm} could not be looked at; the next try is in {Period}", alarm.Id, Period);
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                logger.LogWarning(problem, "Suppressed alarms could not be read; the next try is in {Period}", Period);
            }
        }
    }

    private async Task LookAsync(AlarmRecord record, CancellationToken cancellationToken)
    {
        var now = await suppression.DecideAsync(record.ToAlarm(), cancellationToken);
        if (now == record.Suppression)
        {
            return;
        }

        if (now is null)
        {
            // Told first: a hub that dies in between finds it suppressed and tells it again, which changes nothing.
            await incidents.TakeAsync(await pictures.RestoreAsync(record, cancellationToken), cancellationToken);
        }

        var kept = await register.SuppressAsync(record.Id, now, cancellationToken);
        if (now is null && kept.ClearedAt is not null)
        {
            await incidents.TakeAsync(kept.ToAlarm(), cancellationToken);
        }

        await feed.TellAsync(kept, cancellationToken);
    }
}
