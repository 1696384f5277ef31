using UrbanGrid.Contracts;
using UrbanGrid.Hub.Alarms;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Cameras.Privacy;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Hub.Monitoring;
using UrbanGrid.Hub.Push;
using UrbanGrid.Hub.Store;
using UrbanGrid.Hub.Vehicles.Live;
using UrbanGrid.Ingest;

namespace UrbanGrid.Hub.Triage;

/// <summary>
/// Where what ingest tells goes in the hub: frames to the cameras, alarms to the register and, unless they are suppressed, to
/// the incidents, the rest to the browsers.
/// </summary>
public sealed class ObservationFlow(
    AlarmRegister register, IncidentBook incidents, DeviceRepeats repeats, CameraDesk cameras, PrivacyMasks masks, AlarmFeed feed, MergedUpdates updates, LiveFleet fleet, HubMetrics metrics, TimeProvider time,
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
    public void DeviceChanged(DeviceTwin twin)
    {
        // A vehicle is heard every second; only its health and alarms are news to those who do not watch it on a map.
        if (fleet.TwinChanged(twin))
        {
            updates.Changed(FeedKind.Device, twin.DeviceId);
        }
    }

    /// <inheritdoc/>
    public void VehicleMoved(VehiclePosition position)
    {
        fleet.Moved(position);
        updates.Changed(FeedKind.Vehicle, position.DeviceId);
    }

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
        }
        else
        {
            await repeats.SuppressedAsync(kept, cancellationToken);
        }

        await feed.TellAsync(kept, cancellationToken);
    }
}
