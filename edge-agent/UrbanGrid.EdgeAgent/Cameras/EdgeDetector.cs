using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Uplink;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Fixtures;
using UrbanGrid.Vision.Told;

namespace UrbanGrid.EdgeAgent.Cameras;

/// <summary>
/// Runs the detectors beside the camera (<c>detect: edge</c>), the same pipeline as in the hub. When the processor is too
/// slow the older of the waiting frames is left out; capture never waits. Where detectors cannot run, frames go on to the
/// hub all the same.
/// </summary>
/// <param name="cameraId">Device id of the camera.</param>
/// <param name="memory">What its detectors have learned before.</param>
/// <param name="things">Object detector to ask; null for none.</param>
/// <param name="outbox">Where alarms go.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears what cannot be done.</param>
/// <param name="overlay">Where what the detectors think goes while somebody looks; null for nowhere.</param>
public sealed class EdgeDetector(
    string cameraId, CameraMemory memory, AskThing? things, Outbox outbox, TimeProvider time, ILogger<EdgeDetector> logger, OverlayLine? overlay = null)
{
    private readonly Channel<(byte[] Jpeg, long Timestamp)> _frames = Channel.CreateBounded<(byte[], long)>(
        new BoundedChannelOptions(2) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly ConcurrentQueue<Action> _orders = new();
    private readonly Dictionary<string, Alarm> _active = new(StringComparer.Ordinal);
    private CameraWatch? _watch;
    private FramePipeline? _pipeline;
    private int _viewVersion;
    private long _looked;
    private long _done;

    /// <summary>Frames looked at since start.</summary>
    public long Looked => Interlocked.Read(ref _looked);

    /// <summary>Frames that it is through with, looked at or not.</summary>
    public long Done => Interlocked.Read(ref _done);

    /// <summary>Takes a frame.</summary>
    public void Offer(byte[] jpeg, long timestamp) => _frames.Writer.TryWrite((jpeg, timestamp));

    /// <summary>No more frames come.</summary>
    public void Complete() => _frames.Writer.TryComplete();

    /// <summary>From the next frame on it watches anew, or (null) not at all; alarms that hold end, since nothing watches them any more.</summary>
    public void Use(CameraWatch? watch) => _orders.Enqueue(() =>
    {
        Stop();
        _watch = watch;
    });

    /// <summary>"This belongs here": what is at the box is taken for a part of the street, now and after restarts.</summary>
    public void AcceptAsFixture(PictureBox box) => _orders.Enqueue(() =>
    {
        if (_pipeline is null)
        {
            // Before its first frame a camera cannot say what the thing looks like: whatever stands there belongs there.
            memory.Add(new Fixture(box, ""));
            TellLearned();
            return;
        }

        _pipeline.AcceptAsFixture(box);
        memory.Keep(_pipeline.Fixtures);
        TellLearned();
    });

    /// <summary>Somebody looks at what the detectors think, for so many seconds from now on.</summary>
    public void ShowOverlay(double seconds) => overlay?.Show(seconds);

    /// <summary>What detectors of this camera learned elsewhere takes the place of what was learned here; they start with it next time.</summary>
    public void Remember(CameraLearned learned) => memory.Take(learned);

    /// <summary>The view as it is now is the right one.</summary>
    public void AcceptView() => _orders.Enqueue(() => _pipeline?.AcceptView());

    /// <summary>How a cover looks next is how it should be.</summary>
    public void AcceptReference(string cover) => _orders.Enqueue(() => _pipeline?.AcceptReference(cover));

    /// <summary>Detects until there are no more frames. What an earlier run told and did not end, ends: nobody has watched it since.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        End(memory.Alarms);
        try
        {
            await foreach (var (jpeg, timestamp) in _frames.Reader.ReadAllAsync(cancellationToken))
            {
                try
                {
                    Look(jpeg, timestamp);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    logger.LogError(e, "{Camera}: the detector stopped until it is told to watch anew; frames go on to the hub", cameraId);
                    outbox.Event(cameraId, "detector_failed", new JsonObject { ["error"] = e.Message });
                    Stop();
                    _watch = null;
                }

                Interlocked.Increment(ref _done);
            }
        }
        finally
        {
            _pipeline?.Dispose();
            _pipeline = null;
        }
    }

    private void Look(byte[] jpeg, long timestamp)
    {
        while (_orders.TryDequeue(out var order))
        {
            order();
        }

        if (_watch is { } watch)
        {
            Detect(_pipeline ??= Start(watch), jpeg, timestamp);
            Interlocked.Increment(ref _looked);
        }
    }

    /// <summary>So that the hub goes on with it, should the detectors run there one day.</summary>
    private void TellLearned()
    {
        if (memory.Learned() is { IsNothing: false } learned)
        {
            outbox.Learned(cameraId, learned);
        }
    }

    private FramePipeline Start(CameraWatch watch)
    {
        _viewVersion = 0;
        TellLearned();
        try
        {
            return new FramePipeline(memory.Recall(watch), things);
        }
        catch (FrameUnreadableException e)
        {
            logger.LogWarning("{Camera}: the picture of the empty street cannot be decoded and is not used: {Error}", cameraId, e.Message);
            return new FramePipeline(memory.Recall(watch) with { EmptyReference = default }, things);
        }
    }

    private void Stop()
    {
        _pipeline?.Dispose();
        _pipeline = null;
        End(_active.Values);
        _active.Clear();
    }

    private void End(IReadOnlyCollection<Alarm> alarms)
    {
        foreach (var alarm in alarms)
        {
            outbox.Detection(alarm with { ClearedAt = time.GetUtcNow().ToUnixTimeMilliseconds() });
        }

        if (alarms.Count > 0)
        {
            memory.Keep((IReadOnlyCollection<Alarm>)[]);
        }
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
                memory.Keep((IReadOnlyCollection<Alarm>)_active.Values);
            }
        }
        catch (FrameUnreadableException e)
        {
            logger.LogWarning("{Camera}: a frame cannot be decoded: {Error}", cameraId, e.Message);
        }

        if (pipeline.ViewVersion != _viewVersion)
        {
            _viewVersion = pipeline.ViewVersion;
            memory.Keep(_watch!, pipeline.SaveView());
            TellLearned();
        }

        overlay?.Offer(pipeline);
    }
}
