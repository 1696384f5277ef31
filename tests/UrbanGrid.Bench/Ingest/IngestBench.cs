using System.Globalization;
using System.Text.Json;

namespace UrbanGrid.Bench;

/// <summary>
/// How many durable QoS 1 messages a second the gateway takes: the real ingest in a child process, every acknowledgement after
/// a commit with <c>synchronous=FULL</c>, beside Debian's mosquitto, which under the same load stores nothing and forwards to
/// one QoS 1 subscriber. Then the time to the acknowledgement at half that rate, and the hub's memory over millions of messages.
/// </summary>
internal static class IngestBench
{
    private const int Runs = 3;
    private const int Window = 20;
    private const int PayloadBytes = 100;
    private const int MemorySamples = 20;

    public static async Task RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var options = IngestBenchOptions.Parse(args);
        var folder = Directory.CreateTempSubdirectory("urbangrid-bench-").FullName;
        try
        {
            await using var hub = await IngestBenchChild.StartAsync(Path.Combine(folder, "hub"), options.Connections, cancellationToken);
            await using var peer = await MosquittoPeer.StartAsync(folder, cancellationToken);
            var load = new MqttLoad(hub.Port, hub.Tokens, PayloadBytes);
            await TellAsync("warm-up", await load.RunAsync(Window, TimeSpan.FromSeconds(4), cancellationToken));

            var report = new Dictionary<string, object?> { ["bench"] = "ingest", ["connections"] = options.Connections, ["payload_bytes"] = PayloadBytes, ["qos"] = 1, ["window"] = Window, ["durable"] = "SQLite WAL, synchronous=FULL" };
            var rate = await CompareAsync(hub, load, peer, options, report, cancellationToken);
            await PaceAsync(load, rate / 2, options, report, cancellationToken);
            if (options.MemoryMessages > 0)
            {
                await WatchMemoryAsync(hub, load, options, report, cancellationToken);
            }

            var stored = await hub.StoredAsync(cancellationToken);
            report["acknowledged"] = load.TotalAcknowledged;
            report["stored"] = stored;
            report["lost"] = Math.Max(0, load.TotalAcknowledged - stored);
            Console.WriteLine(JsonSerializer.Serialize(report));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Hub and peer in turns; returns the hub's median rate.</summary>
    private static async Task<double> CompareAsync(
        IngestBenchChild hub, MqttLoad load, MosquittoPeer? peer, IngestBenchOptions options, Dictionary<string, object?> report, CancellationToken cancellationToken)
    {
        var forwarding = peer is null ? null : new ForwardLoad(peer.Port, options.Connections, Window, PayloadBytes);
        var duration = TimeSpan.FromSeconds(options.Seconds);
        var (ours, theirs) = (new List<MqttLoadResult>(), new List<double>());
        var before = await hub.MarkAsync(cancellationToken);
        for (var run = 1; run <= Runs; run++)
        {
            ours.Add(await TellAsync($"run {run} hub", await load.RunAsync(Window, duration, cancellationToken)));
            if (forwarding is not null)
            {
                theirs.Add(await forwarding.RunAsync(duration, cancellationToken));
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"run {run} mosquitto forwards: {theirs[^1]:F0} msg/s"));
            }
        }

        var after = await hub.MarkAsync(cancellationToken);
        var messages = ours.Sum(r => r.Acknowledged);
        var median = Median(ours.Select(r => r.PerSecond));
        report["msgs_per_s_median"] = Math.Round(median);
        report["msgs_per_s_runs"] = ours.Select(r => Math.Round(r.PerSecond)).ToArray();
        report["ack_ms_p50"] = Math.Round(Median(ours.Select(r => r.Percentile(0.5))), 2);
        report["ack_ms_p99"] = Math.Round(Median(ours.Select(r => r.Percentile(0.99))), 2);
        report["alloc_bytes_per_msg"] = Math.Round((double)(after.AllocatedBytes - before.AllocatedBytes) / messages);
        report["cpu_us_per_msg"] = Math.Round((after.CpuMs - before.CpuMs) * 1_000 / messages, 1);
        report["peer"] = peer is null ? null : $"mosquitto {peer.Version}, forwarding to one QoS 1 subscriber, nothing stored";
        report["peer_msgs_per_s_median"] = theirs.Count == 0 ? null : Math.Round(Median(theirs));
        report["peer_msgs_per_s_runs"] = theirs.Select(r => Math.Round(r)).ToArray();
        report["ratio"] = theirs.Count == 0 ? null : Math.Round(median / Median(theirs), 2);
        return median;
    }

    private static async Task PaceAsync(MqttLoad load, double rate, IngestBenchOptions options, Dictionary<string, object?> report, CancellationToken cancellationToken)
    {
        var results = new List<MqttLoadResult>();
        for (var run = 1; run <= Runs; run++)
        {
            results.Add(await TellAsync($"run {run} at half the rate", await load.RunPacedAsync(rate, TimeSpan.FromSeconds(options.Seconds), cancellationToken)));
        }

        report["half_rate_msgs_per_s"] = Math.Round(rate);
        report["half_rate_ack_ms_p50"] = Math.Round(Median(results.Select(r => r.Percentile(0.5))), 2);
        report["half_rate_ack_ms_p99"] = Math.Round(Median(results.Select(r => r.Percentile(0.99))), 2);
        report["half_rate_ack_ms_p99_runs"] = results.Select(r => Math.Round(r.Percentile(0.99), 2)).ToArray();
    }

    /// <summary>Resident memory after each twentieth of the messages; flat means that the last quarter is no larger than the second.</summary>
    private static async Task WatchMemoryAsync(IngestBenchChild hub, MqttLoad load, IngestBenchOptions options, Dictionary<string, object?> report, CancellationToken cancellationToken)
    {
        var begin = load.TotalAcknowledged;
        var resident = new List<double>();
        while (load.TotalAcknowledged - begin < options.MemoryMessages)
        {
            await load.RunAsync(Window, TimeSpan.FromSeconds(2), cancellationToken);
            if (load.TotalAcknowledged - begin >= options.MemoryMessages * (resident.Count + 1) / MemorySamples)
            {
                resident.Add((await hub.MarkAsync(cancellationToken)).ResidentBytes / 1048576.0);
            }
        }

        var quarter = Math.Max(1, resident.Count / 4);
        report["memory_messages"] = load.TotalAcknowledged - begin;
        report["resident_mib"] = resident.Select(m => Math.Round(m)).ToArray();
        report["resident_growth_mib"] = Math.Round(Median(resident.TakeLast(quarter)) - Median(resident.Skip(quarter).Take(quarter)), 1);
    }

    private static async Task<MqttLoadResult> TellAsync(string what, MqttLoadResult result)
    {
        await Console.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{what}: {result.PerSecond:F0} msg/s, ack p50 {result.Percentile(0.5):F1} ms, p99 {result.Percentile(0.99):F1} ms"));
        return result;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
