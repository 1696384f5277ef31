using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Objects;

namespace UrbanGrid.Bench;

/// <summary>
/// What an object detector costs the others: all on one core, a camera's detectors run as fast as they can, alone and then while
/// sixteen cameras ask the network as often as they are allowed to. Also what several pictures in one pass gain.
/// </summary>
public static class ObjectsBench
{
    private const int Rounds = 3;
    private const int Cameras = 16;
    private const int Together = 4;
    private const int AskEvery = 5;

    /// <summary>Runs it with the configuration of a network and prints one JSON line.</summary>
    public static async Task RunAsync(string[] args, CancellationToken cancellation)
    {
        if (args is not [var file])
        {
            await Console.Error.WriteLineAsync("bench objects FILE: give the object detector's file, see docs/object-detector.md.");
            Environment.ExitCode = 2;
            return;
        }

        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
        {
            using var self = Process.GetCurrentProcess();
            self.ProcessorAffinity = 1;
        }

        var clip = await VisionBenchClip.LoadAsync(5, cancellation);
        var config = ObjectConfigFile.Read(file);
        using var detector = new ObjectDetector(config);
        using var forced = new ObjectDetector(config with { Batch = ObjectBatch.Always });
        var (alone, grouped) = (Each(forced, clip, 1), Each(forced, clip, Together));
        List<List<double>> without = [], with = [];
        double share = 0, pictures = 0;
        using var process = Process.GetCurrentProcess();
        for (var round = 0; round <= Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var quiet = Watch(clip, ask: null);
            await using var desk = new ObjectDesk(detector.DetectAll, new ObjectDeskSettings { CpuShare = config.CpuShare }, TimeProvider.System);
            process.Refresh();
            var (started, all, own) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime, ThreadCpu.Milliseconds());
            var busy = Watch(clip, desk);
            process.Refresh();
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var network = (process.TotalProcessorTime - all).TotalSeconds - ((ThreadCpu.Milliseconds() - own) / 1000 ?? 0);
            if (round == 0)
            {
                continue; // warms up caches and the just-in-time compiler
            }

            without.Add(quiet);
            with.Add(busy);
            pictures += desk.Looked / seconds / Rounds;
            share += network / seconds / Rounds;
        }

        var (before, after) = (without.SelectMany(t => t).Order().ToList(), with.SelectMany(t => t).Order().ToList());
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            bench = "objects",
            model = Path.GetFileName(config.Model),
            output = detector.Output,
            several_can_go_at_once = forced.Batches,
            several_go_at_once = detector.Batches,
            cpu_ms_a_picture_alone = Math.Round(alone, 1),
            cpu_ms_a_picture_of_four = Math.Round(grouped, 1),
            cpu_share_allowed = config.CpuShare,
            cpu_share_taken = Math.Round(share, 3),
            pictures_a_second = Math.Round(pictures, 1),
            frame_ms_p50 = Figures(before, after, 0.5),
            frame_ms_p99 = Figures(before, after, 0.99),
            frame_ms_longest = Figures(before, after, 1),
            fps_ratio = Math.Round(before.Sum() / after.Sum(), 3),
        }));
    }

    private static double Each(ObjectDetector detector, VisionBenchClip clip, int together)
    {
        var batches = clip.Frames.Take(24).Select(f => (ReadOnlyMemory<byte>)f).Chunk(together).ToList();
        detector.DetectAll(batches[0]);
        var started = ThreadCpu.Milliseconds();
        batches.ForEach(b => detector.DetectAll(b));
        return ((ThreadCpu.Milliseconds() - started) / batches.Sum(b => b.Length)) ?? double.NaN;
    }

    private static List<double> Watch(VisionBenchClip clip, ObjectDesk? ask)
    {
        using var pipeline = new FramePipeline(new CameraWatch { CameraId = "bench" });
        List<double> times = new(clip.Frames.Count);
        foreach (var (index, jpeg) in clip.Frames.Index())
        {
            var started = Stopwatch.GetTimestamp();
            pipeline.Process(jpeg, index * clip.FrameMs);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            for (var camera = 0; index % AskEvery == 0 && camera < (ask is null ? 0 : Cameras); camera++)
            {
                ask!.Offer(camera.ToString(CultureInfo.InvariantCulture), jpeg, index);
            }
        }

        return times;
    }

    private static string Figures(List<double> without, List<double> with, double quantile)
    {
        double At(List<double> sorted) => sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * quantile))];
        return string.Create(CultureInfo.InvariantCulture, $"{At(without):0.0} alone, {At(with):0.0} beside the network");
    }
}
