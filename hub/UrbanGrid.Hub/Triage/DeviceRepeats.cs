using UrbanGrid.Casework;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;
using UrbanGrid.Hub.Alarms;
using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Incidents;

namespace UrbanGrid.Hub.Triage;

/// <summary>
/// Tells an open case that a camera or sensor raises the same again: pictures and count go to the case, and no other case is made.
/// A case that somebody works on hears nothing, for the work itself makes its sensor speak.
/// </summary>
public sealed class DeviceRepeats(CaseDesk cases, DeviceDirectory devices, ILogger<DeviceRepeats> logger)
{
    /// <summary>A device that speaks every minute fills no log: it counts once in so long.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromHours(1);

    /// <summary>An alarm of a sensor was suppressed because the case is open.</summary>
    public Task SuppressedAsync(AlarmRecord alarm, CancellationToken cancellationToken) =>
        alarm is { Suppression: { Reason: Suppression.WorkOrder, Ref: var number }, ClearedAt: null }
            ? TellAsync(number, alarm.Id, alarm.DeviceId, alarm.Rule, ReportSource.Sensor, [], cancellationToken)
            : Task.CompletedTask;

    /// <summary>An alarm joined an incident that a case was made of.</summary>
    public async Task IncidentChangedAsync(Incident incident, CancellationToken cancellationToken)
    {
        if (incident is { State: IncidentState.Confirmed, CaseNumber: { } number }
            && incident.Alarms.MaxBy(a => a.RaisedAt) is { ClearedAt: null } last && last.RaisedAt > incident.DecidedAt)
        {
            List<EvidenceLink> pictures =
                [.. incident.Pictures.Where(p => p.TakenAt > incident.DecidedAt).Select(p => new EvidenceLink(p.Sha256, MediaType.Jpeg, p.Stage, p.TakenAt))];
            var source = last.FromCamera ? ReportSource.Camera : ReportSource.Sensor;
            await TellAsync(number, last.AlarmId, last.DeviceId, last.Rule, source, pictures, cancellationToken);
        }
    }

    private async Task TellAsync(
        string number, string alarm, string device, string rule, ReportSource source, IReadOnlyList<EvidenceLink> pictures, CancellationToken cancellationToken)
    {
        var (name, what) = (devices.NameOf(device), devices.RuleOf(device, rule).Name);
        var report = new RepeatedReport
        {
            SourceKey = $"alarm:{alarm}",
            Source = source,
            Description = new LocalText($"{name.Zh}再次报警：{what.Zh}。", $"{name.En} raised it again: {what.En}."),
            Evidence = pictures,
            Quiet = Quiet,
        };
        try
        {
            await cases.RepeatAsync(number, report, DeviceActor.Of(device, devices), cancellationToken);
        }
        catch (Exception e) when (e is CaseActionRefusedException or CaseNotFoundException)
        {
            // Somebody works on it, or it has just been closed; the alarm itself is kept in the register.
            logger.LogDebug("Alarm {Alarm} was not told to case {Case}: {Reason}", alarm, number, e.Message);
        }
    }
}
