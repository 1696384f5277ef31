using System.Globalization;
using System.Text.Json;
using UrbanGrid.Vision;

namespace UrbanGrid.Bench;

/// <summary>
/// Debian's <c>motion</c> and a camera with every detector on, on the same JPEGs at ten a second, both on one core: processor
/// time of a frame, and what each reports.
/// </summary>
public static class MotionBench
{
    private const double FramesPerSecond = 10;

    /// <summary>Runs it and prints one JSON line. <c>--runs N</c>: how often (3; <c>motion</c> plays the clip in real time).</summary>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        if (!MotionPeer.IsInstalled)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { bench = "motion", skipped = "motion is not installed: apt-get install -y motion" }));
            return 0;
        }

        var runs = Array.IndexOf(args, "--runs") is var at and >= 0 ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : 3;
        var clip = await VisionBenchClip.LoadAsync(FramesPerSecond, cancellation);
        using var peer = await MotionPeer.PrepareAsync(clip, cancellation);
        OneCore.Hold();
        List<double> own = [], other = [];
        IReadOnlyList<string> alarms = [], events = [];
        for (var run = -1; run < runs; run++)
        {
            var (mine, told) = WatchOnce(clip);
            if (run < 0)
            {
                continue; // warms up caches and the just-in-time compiler
            }

            var seen = await peer.WatchAsync(cancellation);
            own.Add(mine);
            other.Add(seen.Milliseconds / clip.Frames.Count);
            (alarms, events) = (told, seen.Events);
        }

        Console.WriteLine(JsonSerializer.Serialize(new
        {
            bench = "motion",
            clip = clip.Name,
            frames = clip.Frames.Count,
            fps = FramesPerSecond,
            runs,
            frame_cpu_ms = Math.Round(own.Order().ElementAt(own.Count / 2), 3),
            reports = alarms,
            motion_frame_cpu_ms = Math.Round(other.Order().ElementAt(other.Count / 2), 3),
            motion_reports = events,
            motion_version = peer.Version,
        }));
        return 0;
    }

    private static (double Milliseconds, IReadOnlyList<string> Alarms) WatchOnce(VisionBenchClip clip)
    {
        using var pipeline = new FramePipeline(VisionBenchCamera.Watch(clip));
        List<string> told = [];
        var begun = OneCore.Milliseconds();
        for (var i = 0; i < clip.Frames.Count; i++)
        {
            foreach (var alarm in pipeline.Process(clip.Frames[i], i * clip.FrameMs))
            {
                told.Add(string.Create(
                    CultureInfo.InvariantCulture, $"{i / FramesPerSecond:F1} s: {alarm.Rule} {(alarm.ClearedAt is null ? "raised" : "cleared")}"));
            }
        }

        return ((OneCore.Milliseconds() - begun) / clip.Frames.Count, told);
    }
}
