using UrbanGrid.Contracts;

namespace UrbanGrid.Hub.Alarms;

/// <summary>Number of the open case that is about the same component or device and category as an alarm; null if there is none.</summary>
public delegate ValueTask<string?> FindOpenCase(Alarm alarm, CancellationToken cancellationToken);

/// <summary>Why an alarm is too unlikely to come to an operator; null if it is not.</summary>
public delegate ValueTask<Suppression?> DoubtAlarm(Alarm alarm, CancellationToken cancellationToken);

/// <summary>
/// Decides whether an alarm may raise an incident now: not while a maintenance window covers its device, not while a case is
/// open about the same thing, e.g. a cover that the crew itself has opened, and not if it is less likely than its camera's
/// threshold.
/// </summary>
public sealed class AlarmSuppression(MaintenanceBook maintenance, FindOpenCase openCase, DoubtAlarm doubt)
{
    /// <summary>Whether nothing has changed for the alarms of a suppression, so that they need not be looked at one by one.</summary>
    public async ValueTask<bool> StandsAsync(Suppression by, CancellationToken cancellationToken) =>
        by.Reason == Suppression.Maintenance && await maintenance.StillRunsAsync(by, cancellationToken);

    /// <summary>Why the alarm raises no incident now; null if it may.</summary>
    public async ValueTask<Suppression?> DecideAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        if (await maintenance.FindCoveringAsync(alarm, cancellationToken) is { } window)
        {
            return new Suppression(Suppression.Maintenance, window.EndsAt, window.Id);
        }

        return await openCase(alarm, cancellationToken) is { } number
            ? new Suppression(Suppression.WorkOrder, null, number)
            : await doubt(alarm, cancellationToken);
    }
}
