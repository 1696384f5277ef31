using UrbanGrid.Contracts;
using UrbanGrid.Hub.Alarms;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Hub.Monitoring;
using UrbanGrid.Hub.Push;
using UrbanGrid.Ingest;

namespace UrbanGrid.Hub.Triage;

/// <summary>
/// Where what ingest tells goes in the hub: frames to the cameras, alarms to the register and, unless they are suppressed, to
/// the incidents, the rest to the browsers.
/// </summary>
public sealed class ObservationFlow(
    AlarmRegister register, IncidentBook incidents, CameraDesk cameras, AlarmFeed feed, MergedUpdates updates, HubMetrics metrics)
    : IObservationSubscriber
{
    /// <inheritdoc/>
    public async ValueTask AlarmChangedAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        if (alarm.ClearedAt is null)
        {
            metrics.AlarmRaised(alarm.Rule);
        }

        var kept = await register.TakeAsync(alarm, cancellationToken);
        if (kept.Suppression is null)
        {
            await incidents.TakeAsync(alarm, cancellationToken);
        }

        await feed.TellAsync(kept, cancellationToken);
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
