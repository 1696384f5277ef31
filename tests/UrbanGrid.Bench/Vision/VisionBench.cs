using System.Globalization;
using System.Text.Json;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Bench;

/// <summary>
/// Processor time of a frame, 640×360 from JPEG, with every detector on, at 2 frames a second, beside a loop that decodes the
/// same frames and runs OpenCV's MOG2 on them and nothing else. Both on one core, round by round in turn; all threads count.
/// </summary>
public static class VisionBench
{
    private const double CameraFps = 2;
    private const int MemoryCameras = 16;
    private const int WorkGrid = 320 * 180;

    /// <summary>Runs it and prints one JSON line. <c>--rounds N</c>: how often both sides see the clip.</summary>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        var rounds = Array.IndexOf(args, "--rounds") is var at and >= 0 ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : 15;
        var clip = await VisionBenchClip.LoadAsync(CameraFps, cancellation);
        OneCore.Hold();
        List<double> own = [], plain = [], onGrid = [], frames = [];
        for (var round = -2; round < rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            List<double> times = [];
            var (mine, loop, grid) = (WatchOnce(clip, times), Mog2Once(clip, gridPixels: 0), Mog2Once(clip, WorkGrid));
            if (round < 0)
            {
                continue; // warms up caches and the just-in-time compiler
            }

            own.Add(mine);
            plain.Add(loop);
            onGrid.Add(grid);
            frames.AddRange(times);
        }

        frames.Sort();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            bench = "vision",
            clip = clip.Name,
            frames = clip.Frames.Count,
            rounds,
            detectors = "health, dumping, occupancy, one cover",
            frame_cpu_ms = Math.Round(Median(own), 3),
            frame_cpu_ms_p99 = Math.Round(frames[frames.Count * 99 / 100], 3),
            plain_mog2_cpu_ms = Math.Round(Median(plain), 3),
            ratio = Math.Round(Median([.. plain.Zip(own, (p, o) => p / o)]), 3),
            mog2_on_work_grid_cpu_ms = Math.Round(Median(onGrid), 3),
            ratio_on_work_grid = Math.Round(Median([.. onGrid.Zip(own, (g, o) => g / o)]), 3),
            cameras_per_core_at_2_fps = Math.Floor(1000 / (CameraFps * Median(own))),
            memory_per_camera_mib = Math.Round(MemoryPerCamera(clip), 1),
            opencv = Pictures.OpenCvVersion,
        }));
        return 0;
    }

    /// <summary>Mean processor time of a frame, ms, without that of building the camera.</summary>
    private static double WatchOnce(VisionBenchClip clip, List<double> times)
    {
        using var pipeline = new FramePipeline(VisionBenchCamera.Watch(clip));
        var begun = OneCore.Milliseconds();
        var before = begun;
        for (var i = 0; i < clip.Frames.Count; i++)
        {
            pipeline.Process(clip.Frames[i], i * clip.FrameMs);
            var now = OneCore.Milliseconds();
            times.Add(now - before);
            before = now;
        }

        return (before - begun) / clip.Frames.Count;
    }

    private static double Mog2Once(VisionBenchClip clip, int gridPixels)
    {
        using var peer = new Mog2(gridPixels);
        var begun = OneCore.Milliseconds();
        foreach (var frame in clip.Frames)
        {
            peer.Feed(frame);
        }

        return (OneCore.Milliseconds() - begun) / clip.Frames.Count;
    }

    /// <summary>What a further running camera adds to the process's resident memory, MiB, with its pictures of the last minute.</summary>
    private static double MemoryPerCamera(VisionBenchClip clip)
    {
        List<FramePipeline> cameras = [];
        long before = 0;
        for (var camera = 0; camera <= MemoryCameras; camera++)
        {
            var pipeline = new FramePipeline(VisionBenchCamera.Watch(clip));
            for (var i = 0; i < clip.Frames.Count; i++)
            {
                pipeline.Process([.. clip.Frames[i]], i * clip.FrameMs);
            }

            cameras.Add(pipeline);
            before = camera == 0 ? Resident() : before;
        }

        var added = Resident() - before;
        cameras.ForEach(c => c.Dispose());
        return added / (double)MemoryCameras / (1 << 20);
    }

    private static long Resident()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Environment.WorkingSet;
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
