using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Cameras;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.EdgeAgent.Spool;
using UrbanGrid.EdgeAgent.Uplink;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Cameras.Covers;
using UrbanGrid.Hub.Monitoring;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Ingest;
using UrbanGrid.TestKit;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Clips;

namespace UrbanGrid.Hub.Tests.Cameras;

/// <summary>
/// The hub's worker and the agent's detector look at the same frames of a real clip in which a bag is left, and in which a
/// manhole cover is composed away.
/// </summary>
public sealed class HubAndEdgeTests
{
    /// <summary>The clip's own cover, and from when on a hole is in its place.</summary>
    private const string CoverGone = "scale=640:360,geq=lum='if(gte(T,25)*lte(pow((X-264.5)/28,2)+pow((Y-220.9)/17,2),1),12+mod(X*Y,7),lum(X,Y))':cb='cb(X,Y)':cr='cr(X,Y)'";

    private static readonly CameraCover Cover = new()
    {
        Name = "kerb", Box = new PictureBox(236.5 / 640, 204 / 360.0, 56 / 640.0, 33.75 / 360), ComponentCode = "3205990103000042",
    };

    [SkippableFact]
    public async Task Both_raise_the_same_alarms_with_the_same_pictures()
    {
        var clip = SharedData.Require("video", "aboda_video4.avi");
        List<(byte[] Jpeg, long Stamp)> frames = [];
        await foreach (var frame in ClipFrames.ReadAsync(clip, 2, CoverGone))
        {
            frames.Add((frame.Jpeg, 1_800_000_000_000 + (long)(frame.Seconds * 1000)));
        }

        var watch = new CameraWatch
        {
            CameraId = "cam-1",
            Zones = [new CameraZone { Name = "pavement", Purpose = ZonePurpose.Dumping, Polygon = [], DwellSeconds = 8 }],
            Covers = [Cover],
            CoverReferences = new Dictionary<string, IReadOnlyList<ReadOnlyMemory<byte>>> { ["kerb"] = [frames[0].Jpeg] },
        };

        var inHub = await InHubAsync(watch, frames);
        var atEdge = await AtEdgeAsync(watch, frames);

        Assert.Equal(
            ["cover 3205990103000042", "left_object "],
            inHub.Where(a => a.ClearedAt is null).Select(a => $"{a.Rule} {a.ComponentCode}").Order());
        Assert.Equal(inHub.Select(Json), atEdge.Select(Json));
    }

    private static async Task<IReadOnlyList<Alarm>> InHubAsync(CameraWatch watch, IReadOnlyList<(byte[] Jpeg, long Stamp)> frames)
    {
        ConcurrentQueue<Alarm> alarms = [];
        using var metrics = new HubMetrics();
        await using var worker = new CameraWorker(
            new StoredWatch(watch, WatchedCovers.None),
            new LiveView(),
            (alarm, _) =>
            {
                alarms.Enqueue(alarm);
                return ValueTask.CompletedTask;
            },
            (_, reason, _) => throw new InvalidDataException(reason),
            (_, _, _) => Task.CompletedTask,
            (_, _, _) => Task.CompletedTask,
            metrics,
            TimeProvider.System,
            NullLogger.Instance);
        foreach (var (jpeg, stamp) in frames)
        {
            await worker.PutAsync(new CameraOrder.Look(new CameraFrame("cam-1", stamp, jpeg)), default);
        }

        await worker.StopAsync(TimeSpan.FromMinutes(5));
        return [.. alarms];
    }

    private static async Task<IReadOnlyList<Alarm>> AtEdgeAsync(CameraWatch watch, IReadOnlyList<(byte[] Jpeg, long Stamp)> frames)
    {
        using var folder = new TempFolder();
        using var spool = new SpoolFolder(new SpoolSettings { Directory = folder.File("spool") }, TimeProvider.System);
        var detector = new EdgeDetector(
            "cam-1", new CameraMemory(folder.File("state")), null, new Outbox(spool, "edge-1", TimeProvider.System, NullLogger<Outbox>.Instance), TimeProvider.System, NullLogger<EdgeDetector>.Instance);
        detector.Use(watch);
        var detecting = detector.RunAsync(default);
        foreach (var (n, (jpeg, stamp)) in frames.Index())
        {
            // It leaves frames out rather than wait; here it shall see each.
            await Eventually.GetAsync(() => Task.FromResult(detector.Looked >= n ? detector : null), $"frame {n} was looked at", TimeSpan.FromMinutes(1));
            detector.Offer(jpeg, stamp);
        }

        detector.Complete();
        await detecting;
        List<Alarm> alarms = [];
        while (spool.Telemetry.TryRead(out var record, out _))
        {
            if (!DeviceTopic.TryParse(record.Topic, out var topic) || topic.Kind != TopicKind.Detection)
            {
                continue;
            }

            alarms.Add(JsonSerializer.Deserialize(record.Payload.Span, WireJson.Default.Alarm)!);
        }

        return alarms;
    }

    private static string Json(Alarm alarm) => JsonSerializer.Serialize(alarm, WireJson.Default.Alarm);
}
