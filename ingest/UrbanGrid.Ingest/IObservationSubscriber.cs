using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Vehicles;

namespace UrbanGrid.Ingest;

/// <summary>
/// What ingest tells the hub, after the observation is stored. Calls for devices of one responsibility grid come one at
/// a time and in order; a slow subscriber makes ingest wait, so it must not block on the network.
/// </summary>
public interface IObservationSubscriber
{
    /// <summary>
    /// An alarm was raised or cleared (then <see cref="Alarm.ClearedAt"/> is set). May be told again after a restart: the
    /// id is the key.
    /// </summary>
    ValueTask AlarmChangedAsync(Alarm alarm, CancellationToken cancellationToken);

    /// <summary>
    /// A camera sent a picture. The bytes belong to the subscriber. Pictures of one camera come one at a time and in order,
    /// but beside the other calls of its grid: a camera whose queue is full holds up only its own connection. The picture is
    /// acknowledged to the camera when the returned task completes; it is not stored, so the task should complete when the
    /// picture is queued.
    /// </summary>
    ValueTask FrameReceivedAsync(CameraFrame frame, CancellationToken cancellationToken);

    /// <summary>A device's twin changed: values, health or alarms. Must return at once.</summary>
    void DeviceChanged(DeviceTwin twin);

    /// <summary>A vehicle has a new, accepted position. Must return at once.</summary>
    void VehicleMoved(VehiclePosition position);
}

/// <summary>A picture of a camera.</summary>
/// <param name="CameraId">Device id.</param>
/// <param name="Timestamp">When it was taken, Unix ms (from the topic).</param>
/// <param name="Jpeg">JPEG bytes.</param>
public sealed record CameraFrame(string CameraId, long Timestamp, ReadOnlyMemory<byte> Jpeg);

/// <summary>An accepted position of a vehicle.</summary>
public sealed record VehiclePosition(
    string DeviceId, long Timestamp, GeoPoint Place, double? SpeedKmh, double? CourseDeg,
    IReadOnlyDictionary<string, double> Attributes)
{
    /// <summary>What it does; unknown where only the store has told of it yet.</summary>
    public VehicleState State { get; init; }
}

/// <summary>Whether a device can be trusted to be there; dwell both ways keeps short blips quiet.</summary>
public enum DeviceHealth
{
    /// <summary>Never heard of since it was registered.</summary>
    Unknown,
    /// <summary>Reports as it should.</summary>
    Online,
    /// <summary>Late, or just lost; not yet told.</summary>
    Suspect,
    /// <summary>Silent for longer than its model allows.</summary>
    Offline,
}

/// <summary>The last known state of a device; immutable snapshot.</summary>
public sealed record DeviceTwin
{
    /// <summary>Device id.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Model key, e.g. <c>manhole-cover</c>.</summary>
    public required string Model { get; init; }

    /// <summary>Health now.</summary>
    public required DeviceHealth Health { get; init; }

    /// <summary>When anything last arrived, Unix ms; null if never.</summary>
    public long? LastSeen { get; init; }

    /// <summary>Metric → last value and its time.</summary>
    public required IReadOnlyDictionary<string, MetricValue> Values { get; init; }

    /// <summary>Alarms that hold now.</summary>
    public required IReadOnlyList<Alarm> ActiveAlarms { get; init; }
}

/// <summary>One value of a metric.</summary>
public readonly record struct MetricValue(long Timestamp, double Value, string? Text);
