using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Uplink;
using UrbanGrid.Vision;

namespace UrbanGrid.EdgeAgent.Cameras;

/// <summary>
/// Runs the detectors beside the camera (<c>detect: edge</c>), the same pipeline as in the hub. When the processor is too
/// slow the older of the waiting frames is left out; capture never waits. Where detectors cannot run, frames go on to the
/// hub all the same.
/// </summary>
public sealed class EdgeDetector(string cameraId, Outbox outbox, TimeProvider time, ILogger<EdgeDetector> logger)
{
    private readonly Channel<(byte[] Jpeg, long Timestamp)> _frames = Channel.CreateBounded<(byte[], long)>(
        new BoundedChannelOptions(2) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly ConcurrentQueue<Action> _orders = new();
    private readonly Dictionary<string, Alarm> _active = new(StringComparer.Ordinal);
    private CameraWatch? _watch;
    private FramePipeline? _pipeline;
    private long _looked;

    /// <summary>Frames looked at since start.</summary>
    public long Looked => Interlocked.Read(ref _looked);

    /// <summary>Takes a frame.</summary>
    public void Offer(byte[] jpeg, long timestamp) => _frames.Writer.TryWrite((jpeg, timestamp));

    /// <summary>No more frames come.</summary>
    public void Complete() => _frames.Writer.TryComplete();

    /// <summary>From the next frame on it watches anew, or (null) not at all; alarms that hold end, since nothing watches them any more.</summary>
    public void Use(CameraWatch? watch) => _orders.Enqueue(() =>
    {
        Stop();
        _watch = watch;
        foreach (var alarm in _active.Values)
        {
            outbox.Detection(alarm with { ClearedAt = time.GetUtcNow().ToUnixTimeMilliseconds() });
        }

        _active.Clear();
    });

    /// <summary>"This belongs here": what is at the box is taken for a part of the street.</summary>
    public void AcceptAsFixture(PictureBox box) => _orders.Enqueue(() => _pipeline?.AcceptAsFixture(box));

    /// <summary>Detects until there are no more frames.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var (jpeg, timestamp) in _frames.Reader.ReadAllAsync(cancellationToken))
            {
                while (_orders.TryDequeue(out var order))
                {
                    order();
                }

                if (_watch is { } watch)
                {
                    Detect(_pipeline ??= new FramePipeline(watch), jpeg, timestamp);
                    Interlocked.Increment(ref _looked);
                }
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "{Camera}: the detector stopped; frames go on to the hub", cameraId);
            outbox.Event(cameraId, "detector_failed", new JsonObject { ["error"] = e.Message });
        }
        finally
        {
            Stop();
        }
    }

    private void Stop()
    {
        _pipeline?.Dispose();
        _pipeline = null;
    }

    private void Detect(FramePipeline pipeline, byte[] jpeg, long timestamp)
    {
        try
        {
            foreach (var alarm in pipeline.Process(jpeg, timestamp))
            {
                if (alarm.ClearedAt is null)
                {
                    _active[alarm.Id] = alarm with { Pictures = [] };
                }
                else
                {
                    _active.Remove(alarm.Id);
                }

                outbox.Detection(alarm);
            }
        }
        catch (FrameUnreadableException e)
        {
            logger.LogWarning("{Camera}: a frame cannot be decoded: {Error}", cameraId, e.Message);
        }
    }
}
