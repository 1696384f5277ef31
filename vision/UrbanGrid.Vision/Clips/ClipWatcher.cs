using System.Runtime.CompilerServices;
using UrbanGrid.Contracts;

namespace UrbanGrid.Vision.Clips;

/// <summary>Runs a camera's detectors over a video file.</summary>
public static class ClipWatcher
{
    /// <summary>
    /// Yields the alarms that a camera with this watch would have raised and cleared; their stamps are milliseconds
    /// since the beginning of the clip plus <paramref name="startStamp"/>.
    /// </summary>
    /// <exception cref="VisionException">The clip cannot be read.</exception>
    public static async IAsyncEnumerable<Alarm> WatchAsync(
        string path,
        CameraWatch watch,
        double framesPerSecond = 5,
        long startStamp = 0,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var pipeline = new FramePipeline(watch);
        await foreach (var frame in ClipFrames.ReadAsync(path, framesPerSecond, cancellation: cancellation))
        {
            foreach (var alarm in pipeline.Process(frame.Jpeg, startStamp + (long)Math.Round(frame.Seconds * 1000)))
            {
                yield return alarm;
            }
        }
    }

    /// <summary>Watches the whole picture for things left behind.</summary>
    public static IAsyncEnumerable<Alarm> WatchAsync(
        string path, double dwellSeconds, double framesPerSecond = 5, CancellationToken cancellation = default) =>
        WatchAsync(
            path,
            new CameraWatch
            {
                CameraId = "clip",
                Zones =
                [
                    new CameraZone { Name = "picture", Purpose = ZonePurpose.Dumping, Polygon = [], DwellSeconds = dwellSeconds },
                ],
            },
            framesPerSecond,
            cancellation: cancellation);
}
