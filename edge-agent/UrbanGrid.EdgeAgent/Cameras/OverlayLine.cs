using UrbanGrid.Contracts;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Overlay;
using UrbanGrid.Vision.Told;

namespace UrbanGrid.EdgeAgent.Cameras;

/// <summary>Tells what the detectors of one camera think, while somebody looks and not more than once a second.</summary>
/// <param name="cameraId">Device id of the camera.</param>
/// <param name="tell">Takes topic and message; must return at once.</param>
/// <param name="time">The clock.</param>
public sealed class OverlayLine(string cameraId, Action<string, byte[]> tell, TimeProvider time)
{
    /// <summary>Longest time that one order holds, seconds: whoever looks longer asks again.</summary>
    public const double SecondsMax = 300;

    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(1);
    private readonly long _started = time.GetTimestamp();
    private PipelineOverlay? _told;
    private TimeSpan _toldAt = -LeastPause;
    private long _untilTicks;

    private TimeSpan Now => time.GetElapsedTime(_started);

    /// <summary>Somebody looks for so many seconds from now on. From any thread.</summary>
    public void Show(double seconds) =>
        Interlocked.Exchange(ref _untilTicks, (Now + TimeSpan.FromSeconds(Math.Clamp(seconds, 0, SecondsMax))).Ticks);

    /// <summary>Tells what a pipeline thinks after a frame, if that is new and somebody looks.</summary>
    public void Offer(FramePipeline pipeline)
    {
        var now = Now;
        if (now.Ticks >= Interlocked.Read(ref _untilTicks) || now - _toldAt < LeastPause || pipeline.Overlay is not { } overlay || ReferenceEquals(overlay, _told))
        {
            return;
        }

        (_told, _toldAt) = (overlay, now);
        tell(DeviceTopic.Overlay(cameraId), new DetectorView(overlay, pipeline.Covers).Fit().Write());
    }
}
