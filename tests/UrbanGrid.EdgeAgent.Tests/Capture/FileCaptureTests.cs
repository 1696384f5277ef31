using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.EdgeAgent.Cameras;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.EdgeAgent.Tests.Fixtures;

namespace UrbanGrid.EdgeAgent.Tests.Capture;

public sealed class FileCaptureTests
{
    [Fact]
    public async Task A_file_played_once_gives_every_frame_with_exact_spacing_and_then_ends()
    {
        using var bench = new EdgeBench();
        var clip = await MakeClipAsync(bench, seconds: 2);
        var camera = Camera(bench, new CameraSettings { Id = "cam-1", Source = clip, Loop = false, Fps = 5, Width = 160, Height = 160 });

        await camera.RunAsync(CancellationToken.None);

        var frames = bench.TakeFrames();
        var stamps = frames.Select(f => long.Parse(f.Topic.Tail, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.InRange(frames.Count, 9, 11);
        Assert.All(stamps.Zip(stamps.Skip(1)), pair => Assert.Equal(200, pair.Second - pair.First));
        Assert.All(frames, f => Assert.Equal([0xFF, 0xD8], f.Payload[..2]));
        Assert.Single(EdgeBench.EventsIn(bench.TakeTelemetry(), "footage_ended"));
        Assert.False(bench.Board.IsOnline("cam-1"));
    }

    [Fact]
    public async Task A_looped_file_goes_on_after_its_end_without_a_restart()
    {
        using var bench = new EdgeBench();
        var clip = await MakeClipAsync(bench, seconds: 1);
        var camera = Camera(bench, new CameraSettings { Id = "cam-1", Source = clip, Loop = true, Fps = 10, Width = 160, Height = 160 });
        using var stop = new CancellationTokenSource();
        var running = camera.RunAsync(stop.Token);

        await Eventually.Holds(() => camera.Frames >= 25, "a 1 s clip at 10 frames a second has given 25 frames");
        Assert.Equal(0, camera.Restarts);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task The_picture_keeps_its_shape_inside_the_wanted_size()
    {
        using var bench = new EdgeBench();
        var clip = await MakeClipAsync(bench, seconds: 1);
        var camera = Camera(bench, new CameraSettings { Id = "cam-1", Source = clip, Loop = false, Fps = 2, Width = 200, Height = 60 });

        await camera.RunAsync(CancellationToken.None);

        Assert.Equal((80, 60), SizeOf(bench.TakeFrames()[0].Payload));
    }

    [Fact]
    public async Task A_source_that_cannot_be_read_is_told_once_with_ffmpegs_own_words_and_without_its_password()
    {
        using var bench = new EdgeBench();
        var camera = Camera(bench, new CameraSettings { Id = "cam-1", Source = "rtsp://user:hush@127.0.0.1:1/x" });
        using var stop = new CancellationTokenSource();
        var running = camera.RunAsync(stop.Token);

        await Eventually.Holds(() => camera.Restarts >= 2, "ffmpeg was started twice more");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        var told = Assert.Single(EdgeBench.EventsIn(bench.TakeTelemetry(), "capture_failed"));
        Assert.Contains("Connection refused", told, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_without_frames_is_noticed_and_its_ffmpeg_is_killed()
    {
        using var bench = new EdgeBench();
        var program = bench.File("silent-ffmpeg");
        var pids = bench.File("pids");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\necho $$ >> {pids}\nexec sleep 600\n");
        await ChildProcess.RunAsync("chmod", "+x", program);
        var camera = Camera(bench, new CameraSettings { Id = "cam-1", Source = "rtsp://127.0.0.1/x", NoFrameSeconds = 1 }, program);
        using var stop = new CancellationTokenSource();
        var running = camera.RunAsync(stop.Token);

        await Eventually.Holds(() => camera.Restarts >= 1, "the silent stream was given up");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Contains("no frame for 1 s", Assert.Single(EdgeBench.EventsIn(bench.TakeTelemetry(), "capture_failed")), StringComparison.Ordinal);
        Assert.All(await File.ReadAllLinesAsync(pids), pid => Assert.False(Directory.Exists($"/proc/{pid}")));
    }

    internal static CameraDevice Camera(EdgeBench bench, CameraSettings settings, string ffmpeg = "ffmpeg") =>
        new(settings, ffmpeg, new CameraFolders(bench.File("state"), bench.File("recording")), bench.Outbox, bench.Board, bench.Now, bench.Time, NullLoggerFactory.Instance);

    internal static async Task<string> MakeClipAsync(EdgeBench bench, int seconds)
    {
        var clip = bench.File("clip.mp4");
        await ChildProcess.RunAsync(
            "ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", $"testsrc=size=320x240:rate=10:duration={seconds}", "-pix_fmt", "yuv420p", clip);
        return clip;
    }

    /// <summary>Width and height from the frame header (ITU-T T.81 B.2.2).</summary>
    private static (int Width, int Height) SizeOf(byte[] jpeg)
    {
        for (var i = 2; ; i += 2 + ((jpeg[i + 2] << 8) | jpeg[i + 3]))
        {
            if (jpeg[i + 1] == 0xC0)
            {
                return ((jpeg[i + 7] << 8) | jpeg[i + 8], (jpeg[i + 5] << 8) | jpeg[i + 6]);
            }
        }
    }
}
