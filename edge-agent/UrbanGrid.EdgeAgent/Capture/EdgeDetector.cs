using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.EdgeAgent.Uplink;
using UrbanGrid.Vision;

namespace UrbanGrid.EdgeAgent.Capture;

/// <summary>
/// Runs the detectors beside the camera (<c>detect: edge</c>), the same pipeline as in the hub. When the processor is too
/// slow the older of the waiting frames is left out; capture never waits. Where detectors cannot run, frames go on to the
/// hub all the same.
/// </summary>
public sealed class EdgeDetector(CameraSettings camera, Outbox outbox, ILogger<EdgeDetector> logger)
{
    private readonly Channel<(byte[] Jpeg, long Timestamp)> _frames = Channel.CreateBounded<(byte[], long)>(
        new BoundedChannelOptions(2) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>Takes a frame.</summary>
    public void Offer(byte[] jpeg, long timestamp) => _frames.Writer.TryWrite((jpeg, timestamp));

    /// <summary>No more frames come.</summary>
    public void Complete() => _frames.Writer.TryComplete();

    /// <summary>Detects until there are no more frames.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var pipeline = new FramePipeline(new CameraWatch { CameraId = camera.Id, Zones = camera.Zones });
            await foreach (var (jpeg, timestamp) in _frames.Reader.ReadAllAsync(cancellationToken))
            {
                Detect(pipeline, jpeg, timestamp);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "{Camera}: the detector stopped; frames go on to the hub", camera.Id);
            outbox.Event(camera.Id, "detector_failed", new JsonObject { ["error"] = e.Message });
        }
    }

    private void Detect(FramePipeline pipeline, byte[] jpeg, long timestamp)
    {
        try
        {
            foreach (var alarm in pipeline.Process(jpeg, timestamp))
            {
                outbox.Detection(alarm);
            }
        }
        catch (FrameUnreadableException e)
        {
            logger.LogWarning("{Camera}: a frame cannot be decoded: {Error}", camera.Id, e.Message);
        }
    }
}
