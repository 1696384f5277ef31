using System.Globalization;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.EdgeAgent.Tests.Fixtures;
using UrbanGrid.TestKit;

namespace UrbanGrid.EdgeAgent.Tests.Capture;

public sealed class RtspCaptureTests
{
    private const string Python = "/usr/bin/python3";

    [SkippableFact]
    public async Task A_camera_that_is_unplugged_goes_offline_and_comes_back_by_itself()
    {
        using var bench = new EdgeBench();
        var port = FreePort.Next();
        using var first = await StartServerAsync(port);
        var settings = new CameraSettings
        {
            Id = "cam-1", Source = $"rtsp://127.0.0.1:{port}/street", Fps = 5, Width = 160, Height = 160,
        };
        var camera = FileCaptureTests.Camera(bench, settings);
        using var stop = new CancellationTokenSource();
        var running = camera.RunAsync(stop.Token);
        await Eventually.Holds(() => camera.Frames >= 3, "the live stream gives frames");
        Assert.True(bench.Board.IsOnline("cam-1"));

        first.Process.Kill();
        await Eventually.Holds(() => !bench.Board.IsOnline("cam-1"), "the lost stream is noticed");

        using var second = await StartServerAsync(port);
        await Eventually.Holds(() => bench.Board.IsOnline("cam-1"), "the camera is back");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.True(camera.Restarts >= 1);
        Assert.NotEmpty(EdgeBench.EventsIn(bench.TakeTelemetry(), "capture_failed"));
        var stamps = bench.TakeFrames().Select(f => long.Parse(f.Topic.Tail, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(stamps.Order().Distinct(), stamps);
    }

    private static async Task<ChildProcess> StartServerAsync(int port)
    {
        Skip.IfNot(File.Exists(Python), "Skipped: needs the distribution's python3.");
        var script = Repository.PathOf("tests", "UrbanGrid.EdgeAgent.Tests", "Capture", "rtsp-server.py");
        var server = new ChildProcess(Python, script, port.ToString(CultureInfo.InvariantCulture), "street");
        await Eventually.Holds(() => server.Process.HasExited || server.Output.Contains("listening"), "the RTSP server listens");
        Skip.If(server.Process.HasExited, "Skipped: needs gir1.2-gst-rtsp-server-1.0 and the GStreamer plug-ins.");
        return server;
    }
}
