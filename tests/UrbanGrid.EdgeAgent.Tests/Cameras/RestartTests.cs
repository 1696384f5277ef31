using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Cameras;
using UrbanGrid.EdgeAgent.Tests.Fixtures;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Told;

namespace UrbanGrid.EdgeAgent.Tests.Cameras;

/// <summary>The real detectors, ended and started again on what they kept.</summary>
public sealed class RestartTests : IDisposable
{
    private static readonly PictureBox Place = new(0.4, 0.4, 0.1, 0.2);

    private static readonly CameraWatch Watch = new()
    {
        CameraId = "cam-1",
        Zones = [new CameraZone { Name = "pavement", Purpose = ZonePurpose.Dumping, Polygon = [new(0, 0.5), new(1, 0.5), new(1, 1)] }],
    };

    private readonly EdgeBench _bench = new();
    private long _stamp = 1_800_000_000_000;

    [Fact]
    public async Task What_belongs_there_still_does_after_a_restart()
    {
        var frames = await EdgeStreet.FramesAsync();
        await RunAsync(Watch, [.. frames.Take(6)], detector => detector.AcceptAsFixture(Place));
        var kept = Assert.Single(Memory.Recall(Watch).Fixtures);
        Assert.Equal(Place, kept.Box);
        Assert.NotEmpty(kept.Look);

        await RunAsync(Watch, [.. frames.Take(2)]);

        Assert.Equal([kept], Memory.Recall(Watch).Fixtures);
    }

    [Fact]
    public async Task What_is_accepted_before_the_first_picture_is_kept_as_whatever_stands_there()
    {
        await RunAsync(Watch, [[1, 2, 3]], before: detector => detector.AcceptAsFixture(Place));
        Assert.Equal((Place, ""), (Memory.Recall(Watch).Fixtures[0].Box, Memory.Recall(Watch).Fixtures[0].Look));
    }

    [Fact]
    public async Task A_camera_turned_while_the_agent_was_down_is_found_moved_and_its_alarm_ends_with_the_next_start()
    {
        var (frames, turned) = (await EdgeStreet.FramesAsync(), await EdgeStreet.FramesAsync(turned: 60));
        await RunAsync(Watch, [.. frames, .. frames]);
        Assert.Empty(Detections());

        await RunAsync(Watch, [.. turned, .. turned, .. turned, .. turned]);

        var moved = Assert.Single(Detections());
        Assert.Equal(("picture_moved", null), (moved.Rule, moved.ClearedAt));

        await RunAsync(Watch, []);
        var ended = Assert.Single(Detections());
        Assert.Equal(moved.Id, ended.Id);
        Assert.NotNull(ended.ClearedAt);
    }

    [Fact]
    public async Task Zones_drawn_anew_say_that_the_view_as_it_is_is_the_right_one()
    {
        var (frames, turned) = (await EdgeStreet.FramesAsync(), await EdgeStreet.FramesAsync(turned: 60));
        await RunAsync(Watch, [.. frames, .. frames]);

        var redrawn = Watch with { Zones = [Watch.Zones[0] with { Polygon = [new(0, 0.6), new(1, 0.6), new(1, 1)] }] };
        await RunAsync(redrawn, [.. turned, .. turned, .. turned, .. turned]);

        Assert.Empty(Detections());
    }

    [Fact]
    public async Task What_was_learned_is_told_to_the_hub_and_detectors_elsewhere_go_on_with_it()
    {
        var (frames, turned) = (await EdgeStreet.FramesAsync(), await EdgeStreet.FramesAsync(turned: 60));
        await RunAsync(Watch, [.. frames, .. frames], last: detector => detector.AcceptAsFixture(Place));
        var told = _bench.TakeTelemetry().Last(m => m.Topic.Kind == TopicKind.Learned);
        var learned = CameraLearned.Read(told.Payload);
        Assert.Equal((Watch.Drawing, 1), (learned.Drawing, learned.Fixtures.Count));

        // Another agent, which first runs for a while without the cover, whose picture is still on its way.
        var elsewhere = new CameraMemory(_bench.File("elsewhere"));
        elsewhere.Take(learned);
        elsewhere.Keep(Watch with { Zones = [] }, [1, 2, 3]);

        var recalled = elsewhere.Recall(Watch);
        Assert.Equal(learned.Fixtures, recalled.Fixtures);
        Assert.Equal(learned.View.ToArray(), recalled.View.ToArray());
        using var pipeline = new FramePipeline(recalled);
        var alarms = turned.Concat(turned).Concat(turned).Concat(turned).SelectMany(jpeg => pipeline.Process(jpeg, _stamp += 500)).ToList();
        Assert.Equal("picture_moved", Assert.Single(alarms).Rule);
    }

    [Fact]
    public async Task A_watch_that_cannot_be_used_is_told_and_the_next_one_is_followed()
    {
        var frames = await EdgeStreet.FramesAsync();
        var broken = Watch with { Covers = [new CameraCover { Name = "kerb", Box = new PictureBox(0.9, 0.9, 0.3, 0.3) }] };

        var detector = await RunAsync(broken, [.. frames.Take(3)], then: d => d.Use(Watch));

        Assert.NotEmpty(EdgeBench.EventsIn(_bench.TakeTelemetry(), "detector_failed"));
        Assert.Equal(2, detector.Looked);
    }

    public void Dispose() => _bench.Dispose();

    private CameraMemory Memory => new(_bench.File("state"));

    /// <summary>Runs the detectors over frames.</summary>
    /// <param name="watch">How.</param>
    /// <param name="frames">The frames.</param>
    /// <param name="last">Done before the last frame.</param>
    /// <param name="before">Done before the first.</param>
    /// <param name="then">Done after the first.</param>
    private async Task<EdgeDetector> RunAsync(
        CameraWatch watch, byte[][] frames, Action<EdgeDetector>? last = null, Action<EdgeDetector>? before = null, Action<EdgeDetector>? then = null)
    {
        var detector = new EdgeDetector("cam-1", Memory, null, _bench.Outbox, TimeProvider.System, NullLogger<EdgeDetector>.Instance);
        detector.Use(watch);
        before?.Invoke(detector);
        var running = detector.RunAsync(default);
        foreach (var (n, jpeg) in frames.Index())
        {
            if (n == 1)
            {
                then?.Invoke(detector);
            }

            if (n == frames.Length - 1)
            {
                last?.Invoke(detector);
            }

            // It leaves frames out rather than wait; here it shall see each.
            var done = detector.Done;
            detector.Offer(jpeg, _stamp += 500);
            await Eventually.Holds(() => detector.Done > done, $"frame {n} was looked at");
        }

        detector.Complete();
        await running;
        return detector;
    }

    private List<Alarm> Detections() =>
    [
        .. _bench.TakeTelemetry().Where(m => m.Topic.Kind == TopicKind.Detection).Select(m => JsonSerializer.Deserialize(m.Payload, WireJson.Default.Alarm)!),
    ];
}
