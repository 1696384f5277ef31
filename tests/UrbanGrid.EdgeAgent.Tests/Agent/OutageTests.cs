using System.Text.Json;
using System.Text.Json.Nodes;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Spool;
using UrbanGrid.EdgeAgent.Tests.Fixtures;
using UrbanGrid.TestKit;

namespace UrbanGrid.EdgeAgent.Tests.Agent;

public sealed class OutageTests
{
    [SkippableFact]
    public async Task What_was_measured_while_the_hub_was_away_arrives_without_gap_and_in_order()
    {
        using var hub = new Mosquitto();
        await hub.StartAsync();
        var watcher = await hub.WatchAsync("watcher", "urbangrid/v1/+/telemetry");
        using var agent = new AgentProcess();
        agent.Configure(hub.Port, ThreeSensors());
        var process = agent.Start();
        await Eventually.Holds(() => LastSequence(watcher, "well-1") >= 5, "the first values arrive");

        await hub.StopAsync();
        var atStop = LastSequence(watcher, "well-1");
        await Eventually.Holds(() => LastSpooled(agent, "well-1") >= atStop + 20, "twenty values wait on disk");
        await hub.StartAsync();
        await Eventually.Holds(() => LastSequence(watcher, "well-1") >= atStop + 30, "the backlog and what follows have arrived");
        Assert.Equal(0, await process.TerminateAsync());

        Assert.All(["well-1", "well-2", "lamp-1"], device =>
        {
            var first = Sequences(watcher, device).Distinct().ToList();
            Assert.Equal(Enumerable.Range(1, first.Count).Select(n => (long)n), first);
        });
    }

    [SkippableFact]
    public async Task An_agent_that_is_killed_loses_nothing_and_sends_it_first_when_it_runs_again()
    {
        using var hub = new Mosquitto();
        using var agent = new AgentProcess();
        agent.Configure(hub.Port, ThreeSensors());
        agent.Start();
        await Eventually.Holds(() => LastSpooled(agent, "well-1") >= 20, "twenty values wait on disk");
        await agent.KillAsync();
        var spooled = LastSpooled(agent, "well-1");

        await hub.StartAsync();
        var watcher = await hub.WatchAsync("watcher", "urbangrid/v1/well-1/telemetry");
        agent.Start();
        await Eventually.Holds(() => Sequences(watcher, "well-1").Count >= spooled + 3, "both runs have arrived");

        var arrived = Sequences(watcher, "well-1");
        Assert.Equal(Enumerable.Range(1, (int)spooled).Select(n => (long)n), arrived.Take((int)spooled));
        Assert.Equal([1, 2, 3], arrived.Skip((int)spooled).Take(3));
    }

    [SkippableFact]
    public async Task An_orderly_stop_tells_the_hub_that_all_are_offline_and_leaves_nothing_behind()
    {
        using var hub = new Mosquitto();
        await hub.StartAsync();
        var watcher = await hub.WatchAsync("watcher", "urbangrid/v1/#");
        using var agent = new AgentProcess();
        var clip = agent.File("clip.mp4");
        await ChildProcess.RunAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=size=320x240:rate=10:duration=3", "-pix_fmt", "yuv420p", clip);
        var settings = ThreeSensors();
        settings["cameras"] = new JsonArray(
            new JsonObject { ["id"] = "cam-1", ["source"] = clip, ["width"] = 160, ["height"] = 120 },
            new JsonObject { ["id"] = "cam-2", ["source"] = "rtsp://127.0.0.1:1/nothing" });
        agent.Configure(hub.Port, settings);
        var process = agent.Start();
        await Eventually.Holds(() => watcher.Output.Count(l => l.StartsWith("urbangrid/v1/cam-1/frame/", StringComparison.Ordinal)) >= 5, "frames arrive");

        Assert.Equal(0, await process.TerminateAsync());

        await Eventually.Holds(() => LastStatus(watcher, "edge-1") == "offline", "the agent says good-bye");
        Assert.Equal("offline", LastStatus(watcher, "cam-1"));
        Assert.Equal("offline", LastStatus(watcher, "well-1"));
        Assert.Contains(watcher.Output, l => l.StartsWith("urbangrid/v1/cam-2/event", StringComparison.Ordinal) && l.Contains("Connection refused", StringComparison.Ordinal));
        Assert.DoesNotContain(process.Output, l => l.Contains("secret-token", StringComparison.Ordinal));
        using var frames = new SpoolLane(Path.Combine(agent.SpoolFolder, "frames"), 1 << 30, TimeProvider.System);
        Assert.True(frames.IsEmpty);
        Assert.Empty(FfmpegsOn(clip));
    }

    private static JsonObject ThreeSensors() => new()
    {
        ["sensors"] = new JsonArray(
            new JsonObject { ["id"] = "well-1", ["model"] = "manhole-cover", ["periodSeconds"] = 0.1 },
            new JsonObject { ["id"] = "well-2", ["model"] = "manhole-cover", ["periodSeconds"] = 0.13 },
            new JsonObject { ["id"] = "lamp-1", ["model"] = "lamp-controller", ["periodSeconds"] = 0.17 }),
    };

    private static List<long> Sequences(ChildProcess watcher, string device)
    {
        var prefix = DeviceTopic.Telemetry(device) + " ";
        return [.. watcher.Output.Where(l => l.StartsWith(prefix, StringComparison.Ordinal))
            .Select(l => JsonSerializer.Deserialize(l.AsSpan(prefix.Length), WireJson.Default.TelemetryPayload)!.Seq!.Value)];
    }

    private static long LastSequence(ChildProcess watcher, string device) => Sequences(watcher, device).LastOrDefault();

    private static string? LastStatus(ChildProcess watcher, string device)
    {
        var prefix = DeviceTopic.Status(device) + " ";
        return watcher.Output.LastOrDefault(l => l.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];
    }

    /// <summary>Reads a copy of the running agent's lane.</summary>
    private static long LastSpooled(AgentProcess agent, string device)
    {
        var folder = Path.Combine(agent.SpoolFolder, "telemetry");
        if (!Directory.Exists(folder))
        {
            return 0;
        }

        using var copy = new TempFolder();
        foreach (var file in Directory.GetFiles(folder, "*.seg"))
        {
            File.Copy(file, copy.File(Path.GetFileName(file)));
        }

        using var lane = new SpoolLane(copy.Path, 1 << 30, TimeProvider.System);
        var last = 0L;
        while (lane.TryRead(out var record, out _))
        {
            last = record.Topic == DeviceTopic.Telemetry(device)
                ? JsonSerializer.Deserialize(record.Payload.Span, WireJson.Default.TelemetryPayload)!.Seq!.Value
                : last;
        }

        return last;
    }

    private static IEnumerable<string> FfmpegsOn(string clip) =>
        Directory.GetDirectories("/proc").Select(p => Path.Combine(p, "cmdline")).Where(File.Exists).Where(p =>
        {
            try
            {
                return File.ReadAllText(p) is var line && line.StartsWith("ffmpeg", StringComparison.Ordinal) && line.Contains(clip, StringComparison.Ordinal);
            }
            catch (IOException)
            {
                return false;
            }
        });
}
