using System.Globalization;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Timers;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Incidents;

namespace UrbanGrid.Hub.Triage;

/// <summary>
/// The device that raised a case looks whether it is solved (设备复核): once a department has fed back and the alarms of the incident have
/// ended, that goes to the case as proof, with the camera's picture of now. Whether it also answers the check, the city decides.
/// A vehicle says nothing here: it drives away, and what it left stays.
/// </summary>
public sealed class DeviceChecks(
    DueCases due, IncidentBook incidents, CaseDesk cases, LiveViews views, EvidenceStore evidence, CaseworkOptions options, TimeProvider time)
{
    /// <summary>An older picture does not show how it looks now.</summary>
    private static readonly TimeSpan FreshPicture = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan CityPrecision = TimeSpan.FromSeconds(1);

    /// <summary>One look at all cases that wait for it; returns how many were found solved.</summary>
    public async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        var solved = 0;
        foreach (var number in await due.AwaitingDeviceAsync(cancellationToken))
        {
            if (await incidents.FindByCaseAsync(number, cancellationToken) is { } id
                && await incidents.FindAsync(id, cancellationToken) is { EndedAt: { } endedAt, IsLeftBehind: false } incident)
            {
                solved += await ProveAsync(number, incident.DeviceId, endedAt, cancellationToken);
            }
        }

        return solved;
    }

    private async Task<int> ProveAsync(string number, string deviceId, long endedAt, CancellationToken cancellationToken)
    {
        var said = new CaseActionInput
        {
            Result = ActionInput.Pass,
            Opinion = Text(deviceId, endedAt),
            Evidence = await PictureOfNowAsync(deviceId, cancellationToken),
        };
        try
        {
            var proved = await cases.ActAsync(number, CaseActions.DeviceCheck, said, Actor.System, expectedVersion: null, cancellationToken);
            if (options.DeviceAnswersCheck && proved.State.Key == CaseStates.PendingCheck)
            {
                await cases.ActAsync(
                    number, CaseActions.Check, said with { Evidence = [] }, Actor.System, proved.Version, cancellationToken);
            }

            return 1;
        }
        catch (Exception e) when (e is CaseActionRefusedException or CaseChangedException)
        {
            // Somebody else moved the case; the next look sees it as it is then.
            return 0;
        }
    }

    private async Task<IReadOnlyList<EvidenceLink>> PictureOfNowAsync(string deviceId, CancellationToken cancellationToken)
    {
        var oldest = (time.GetUtcNow() - FreshPicture).ToUnixTimeMilliseconds();
        if (views.Find(deviceId)?.Last is not { } frame || frame.Timestamp < oldest)
        {
            return [];
        }

        return [new EvidenceLink(await evidence.SaveAsync(frame.Jpeg, cancellationToken), "image/jpeg", "check", frame.Timestamp)];
    }

    private string Text(string deviceId, long endedAt)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);
        var moment = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(endedAt), zone);
        var at = new DateTime(moment.Ticks - (moment.Ticks % CityPrecision.Ticks)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return $"设备 {deviceId} 自 {at} 起不再报警。Device {deviceId} has raised no alarm since {at}.";
    }
}
