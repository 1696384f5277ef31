using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Footage;
using UrbanGrid.EdgeAgent.Tests.Fixtures;
using UrbanGrid.TestKit;
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
        Assert.Equal(new DeviceTopic("clip", TopicKind.Detection, ""), topic);
        var sent = JsonSerializer.Deserialize(payload, WireJson.Default.Alarm)!;
        Assert.Equal(alarm.Id, sent.Id);
        Assert.Equal(alarm.Pictures.Select(p => p.Jpeg.ToArray()), sent.Pictures.Select(p => p.Jpeg.ToArray()));
    }

    [SkippableFact]
    public async Task The_bag_composed_into_the_real_street_is_found_once_and_where_it_lies()
    {
        var source = Environment.GetEnvironmentVariable("URBANGRID_VTEST") ?? Repository.PathOf("artifacts", "footage", "vtest.avi");
        Skip.IfNot(File.Exists(source), "Skipped: needs vtest.avi; ./run demo fetches it, or name it in URBANGRID_VTEST.");
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

    private static async Task<List<Alarm>> DetectAsync(string clip)
    {
        var raised = new List<Alarm>();
        await new ClipDetector("ffmpeg", fps: 5, DwellSeconds).RunAsync(
            clip,
            alarm =>
            {
                if (alarm.ClearedAt is null)
                {
                    raised.Add(alarm);
                }
            },
            CancellationToken.None);
        return raised;
    }
}
