using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Capture;
using UrbanGrid.EdgeAgent.Footage;
using UrbanGrid.EdgeAgent.Tests.Fixtures;
using UrbanGrid.TestKit;
using UrbanGrid.Vision;
using Xunit.Abstractions;

namespace UrbanGrid.EdgeAgent.Tests.Footage;

public sealed class DemoFootageTests(ITestOutputHelper output)
{
    private const double DwellSeconds = 8;

    [Fact]
    public async Task The_bag_in_the_generated_street_is_found_once_and_where_it_lies()
    {
        using var folder = new TempFolder();
        await new GeneratedStreet("ffmpeg").RenderAsync(folder.File("street.mp4"), CancellationToken.None);
        var alarm = Assert.Single(await DetectAsync(folder.File("street.mp4")));
        AssertIsTheBag(alarm, GeneratedStreet.Bag, GeneratedStreet.PutDownSeconds);

        using var bench = new EdgeBench();
        bench.Outbox.Detection(alarm);
        var (topic, payload) = Assert.Single(bench.TakeTelemetry());
        Assert.Equal(new DeviceTopic("cam-1", TopicKind.Detection, ""), topic);
        var sent = JsonSerializer.Deserialize(payload, WireJson.Default.Alarm)!;
        Assert.Equal(alarm.Id, sent.Id);
        Assert.Equal(alarm.Pictures.Select(p => p.Jpeg.ToArray()), sent.Pictures.Select(p => p.Jpeg.ToArray()));
    }

    [SkippableFact]
    public async Task The_bag_composed_into_the_real_street_is_found_once_and_where_it_lies()
    {
        var source = Environment.GetEnvironmentVariable("URBANGRID_VTEST") ?? Repository.PathOf("demo-data", "footage", "vtest.avi");
        Skip.IfNot(File.Exists(source), "Skipped: needs vtest.avi; get it with fetch-vtest and name it in URBANGRID_VTEST.");
        using var folder = new TempFolder();
        await new StreetFootage("ffmpeg").ComposeAsync(source, folder.File("street.mp4"), CancellationToken.None);
        var alarm = Assert.Single(await DetectAsync(folder.File("street.mp4")));
        AssertIsTheBag(alarm, StreetFootage.Bag, StreetFootage.PutDownSeconds);
    }

    private void AssertIsTheBag(Alarm alarm, PictureBox bag, double putDownSeconds)
    {
        output.WriteLine($"raised at {alarm.RaisedAt / 1000.0} s, overlap {alarm.Box!.Value.OverlapWith(bag):0.00}");
        Assert.Equal("left_object", alarm.Rule);
        Assert.InRange(alarm.RaisedAt / 1000.0, putDownSeconds + DwellSeconds, putDownSeconds + DwellSeconds + 10);
        Assert.True(alarm.Box.Value.OverlapWith(bag) >= 0.5, $"{alarm.Box} against {bag}");
    }

    /// <summary>All alarms of the clip at 5 frames a second, in the agent's default size.</summary>
    private static async Task<List<Alarm>> DetectAsync(string clip)
    {
        using var pipeline = new FramePipeline(new CameraWatch
        {
            CameraId = "cam-1",
            Zones = [new CameraZone { Name = "street", Purpose = ZonePurpose.Dumping, Polygon = [], DwellSeconds = DwellSeconds }],
        });
        var alarms = new List<Alarm>();
        var splitter = new JpegSplitter();
        var frames = 0;
        var pipe = new Pipe();
        var reading = ReadAsync();
        await ChildProgram.RunAsync(
            "ffmpeg",
            ["-nostdin", "-v", "error", "-i", clip, "-t", "45", "-vf", "fps=5,scale=640:360:force_original_aspect_ratio=decrease", "-q:v", "5", "-f", "image2pipe", "-c:v", "mjpeg", "pipe:1"],
            CancellationToken.None,
            output: stream => stream.CopyToAsync(pipe.Writer));
        await pipe.Writer.CompleteAsync();
        await reading;
        return [.. alarms.Where(a => a.ClearedAt is null)];

        async Task ReadAsync()
        {
            while (true)
            {
                var read = await pipe.Reader.ReadAsync();
                var buffer = read.Buffer;
                while (splitter.TryRead(ref buffer, out var jpeg))
                {
                    alarms.AddRange(pipeline.Process(jpeg.ToArray(), frames++ * 200));
                }

                pipe.Reader.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted)
                {
                    return;
                }
            }
        }
    }
}
