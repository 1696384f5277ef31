using UrbanGrid.Contracts;
using UrbanGrid.Hub.Alarms;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Cameras.Privacy;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Hub.Monitoring;
using UrbanGrid.Hub.Push;
using UrbanGrid.Hub.Store;
using UrbanGrid.Ingest;

namespace UrbanGrid.Hub.Triage;

/// <summary>
/// Gathers what shows the scene of an alarm of a device that moves, e.g. its track and pictures of cameras near by. Called once the
/// alarm's incident exists; it may be called again for the same alarm.
/// </summary>
public delegate ValueTask GatherScene(Alarm alarm, CancellationToken cancellationToken);

/// <summary>
/// Where what ingest tells goes in the hub: frames to the cameras, alarms to the register and, unless they are suppressed, to
/// the incidents, the rest to the browsers.
/// </summary>
public sealed class ObservationFlow(
    AlarmRegister register, IncidentBook incidents, DeviceRepeats repeats, CameraDesk cameras, PrivacyMasks masks, AlarmFeed feed, MergedUpdates updates, HubMetrics metrics, GatherScene scene, TimeProvider time,
    ILogger<ObservationFlow> logger) : IObservationSubscriber
{
    /// <summary>Takes an alarm that came from outside: pictures that a detector beside the camera sent pass the camera's privacy zones first.</summary>
    async ValueTask IObservationSubscriber.AlarmChangedAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        var fit = alarm;
        await OutlastAsync(alarm, async () => fit = await masks.ApplyAsync(alarm, cancellationToken), cancellationToken);
        await AlarmChangedAsync(fit, cancellationToken);
    }

    /// <inheritdoc cref="IObservationSubscriber.AlarmChangedAsync"/>
    public async ValueTask AlarmChangedAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        if (alarm.ClearedAt is null)
        {
            metrics.AlarmRaised(alarm.Rule);
        }

        // Whoever brings the alarm waits for a database that is away, so it is not lost.
        await OutlastAsync(alarm, () => TakeAsync(alarm, cancellationToken), cancellationToken);
        updates.Changed(FeedKind.Device, alarm.DeviceId);
    }

    /// <inheritdoc/>
    public ValueTask FrameReceivedAsync(CameraFrame frame, CancellationToken cancellationToken) =>
        cameras.FrameReceivedAsync(frame, cancellationToken);

    /// <inheritdoc/>
    public void DeviceChanged(DeviceTwin twin) => updates.Changed(FeedKind.Device, twin.DeviceId);

    /// <inheritdoc/>
    public void VehicleMoved(VehiclePosition position) => updates.Changed(FeedKind.Vehicle, position.DeviceId);

    private Task OutlastAsync(Alarm alarm, Func<Task> work, CancellationToken cancellationToken) => DatabaseTrouble.OutlastAsync(
        work,
        problem => logger.LogWarning("Alarm {Alarm} waits for the database: {Problem}", alarm.Id, problem.Message),
        time,
        cancellationToken);

    private async Task TakeAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        var kept = await register.TakeAsync(alarm, cancellationToken);
        if (kept.Suppression is null)
        {
            await incidents.TakeAsync(alarm, cancellationToken);
            if (alarm is { Place: not null, Category: not null, ClearedAt: null })
            {
                await scene(alarm, cancellationToken);
            }
        }
        else
        {
            await repeats.SuppressedAsync(kept, cancellationToken);
        }

        await feed.TellAsync(kept, cancellationToken);
    }
}
