using System.Diagnostics;
using System.Text.Json;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Bench;

/// <summary>
/// Frames per second of the full detector on one core, from JPEG at 640×360, beside plain OpenCV MOG2 with morphology and
/// components on the same pictures and the same work grid.
/// </summary>
public static class VisionBench
{
    private const int Runs = 5;
    private const int GridPixels = 320 * 180;

    /// <summary>Runs it and prints one JSON line.</summary>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        var clip = await VisionBenchClip.LoadAsync(cancellation);
        List<double> detector = [], peer = [], frameTimes = [];
        for (var run = 0; run <= Runs; run++)
        {
            cancellation.ThrowIfCancellationRequested();
            var times = WatchOnce(clip);
            var peerTimes = Mog2Once(clip);
            if (run == 0)
            {
                continue; // warms up caches and the just-in-time compiler
            }

            detector.Add(clip.Frames.Count * 1000 / times.Sum());
            peer.Add(clip.Frames.Count * 1000 / peerTimes.Sum());
            frameTimes.AddRange(times);
        }

        frameTimes.Sort();
        var (own, other) = (Median(detector), Median(peer));
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            bench = "vision",
            clip = clip.Name,
            frames = clip.Frames.Count,
            runs = Runs,
            fps_per_core_median = Math.Round(own, 1),
            frame_ms_median = Math.Round(Median(frameTimes), 3),
            frame_ms_p99 = Math.Round(frameTimes[frameTimes.Count * 99 / 100], 3),
            peer = "OpenCV MOG2",
            peer_fps_median = Math.Round(other, 1),
            ratio = Math.Round(own / other, 3),
            opencv = Pictures.OpenCvVersion,
        }));
        return 0;
    }

    private static List<double> WatchOnce(VisionBenchClip clip)
    {
        using var pipeline = new FramePipeline(new CameraWatch { CameraId = "bench" });
        return Time(clip, (jpeg, index) => pipeline.Process(jpeg, index * clip.FrameMs));
    }

    private static List<double> Mog2Once(VisionBenchClip clip)
    {
        using var peer = new Mog2(GridPixels);
        return Time(clip, (jpeg, _) => peer.Feed(jpeg));
    }

    private static List<double> Time(VisionBenchClip clip, Action<byte[], int> work)
    {
        List<double> times = new(clip.Frames.Count);
        for (var i = 0; i < clip.Frames.Count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            work(clip.Frames[i], i);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times;
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
