using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Hub.Monitoring;
using UrbanGrid.Hub.Push;
using UrbanGrid.Hub.Store;
using UrbanGrid.Ingest;

namespace UrbanGrid.Hub.Triage;

/// <summary>Where what ingest tells goes in the hub: frames to the cameras, alarms to the incidents, the rest to the browsers.</summary>
public sealed class ObservationFlow(
    IncidentBook incidents, CameraDesk cameras, Announcer announcer, MergedUpdates updates, HubMetrics metrics, TimeProvider time,
    ILogger<ObservationFlow> logger) : IObservationSubscriber
{
    /// <inheritdoc/>
    public async ValueTask AlarmChangedAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        if (alarm.ClearedAt is null)
        {
            metrics.AlarmRaised(alarm.Rule);
        }

        // Whoever brings the alarm waits for a database that is away, so it is not lost.
        await DatabaseTrouble.OutlastAsync(
            () => incidents.TakeAsync(alarm, cancellationToken),
            problem => logger.LogWarning("Alarm {Alarm} waits for the database: {Problem}", alarm.Id, problem.Message),
            time,
            cancellationToken);
        announcer.AlarmChanged(alarm);
        updates.Changed(FeedKind.Device, alarm.DeviceId);
    }

    /// <inheritdoc/>
    public ValueTask FrameReceivedAsync(CameraFrame frame, CancellationToken cancellationToken) =>
        cameras.FrameReceivedAsync(frame, cancellationToken);

    /// <inheritdoc/>
    public void DeviceChanged(DeviceTwin twin) => updates.Changed(FeedKind.Device, twin.DeviceId);

    /// <inheritdoc/>
    public void VehicleMoved(VehiclePosition position) => updates.Changed(FeedKind.Vehicle, position.DeviceId);
}
