using System.Collections.Concurrent;
using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Tests.Support;

/// <summary>A hub that only remembers what it is told.</summary>
internal sealed class RecordingSubscriber : IObservationSubscriber
{
    public ConcurrentQueue<Alarm> Alarms { get; } = new();

    public ConcurrentQueue<CameraFrame> Frames { get; } = new();

    public ConcurrentQueue<VehiclePosition> Moves { get; } = new();

    public ConcurrentQueue<(DeviceTwin Twin, int Thread)> Twins { get; } = new();

    /// <summary>What happens at a frame before it counts as taken.</summary>
    public Func<Task> OnFrame { get; set; } = () => Task.CompletedTask;

    public IEnumerable<Alarm> Raised(string rule) => Alarms.Where(a => a.Rule == rule && a.ClearedAt is null);

    public IEnumerable<Alarm> Cleared(string rule) => Alarms.Where(a => a.Rule == rule && a.ClearedAt is not null);

    public ValueTask AlarmChangedAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        Alarms.Enqueue(alarm);
        return ValueTask.CompletedTask;
    }

    public async ValueTask FrameReceivedAsync(CameraFrame frame, CancellationToken cancellationToken)
    {
        await OnFrame();
        Frames.Enqueue(frame);
    }

    public void DeviceChanged(DeviceTwin twin) => Twins.Enqueue((twin, Environment.CurrentManagedThreadId));

    public void VehicleMoved(VehiclePosition position) => Moves.Enqueue(position);
}
