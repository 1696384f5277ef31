using System.Globalization;
using System.Text.Json;

namespace UrbanGrid.Bench;

/// <summary>
/// How many durable QoS 1 messages a second the gateway takes: the real host in a child process, every acknowledgement after
/// a commit with <c>synchronous=FULL</c>, beside Debian's mosquitto under the same load on the same machine. Mosquitto only
/// acknowledges; it stores nothing, so the ratio is to our disadvantage.
/// </summary>
internal static class IngestBench
{
    private const int Runs = 3;
    private const int Window = 20;
    private const int PayloadBytes = 100;

    public static async Task RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var options = IngestBenchOptions.Parse(args);
        var folder = Directory.CreateTempSubdirectory("urbangrid-bench-").FullName;
        try
        {
            await using var hub = await IngestBenchChild.StartAsync(Path.Combine(folder, "hub"), options.Connections, cancellationToken);
            await using var peer = await MosquittoPeer.StartAsync(folder, cancellationToken);
            var hubLoad = new MqttLoad(hub.Port, hub.Tokens, Window, PayloadBytes);
            var peerLoad = peer is null ? null : new MqttLoad(peer.Port, hub.Tokens, Window, PayloadBytes);
            await RunOneAsync(hubLoad, "warm-up", 4, cancellationToken);

            var ours = new List<MqttLoadResult>();
            var theirs = new List<MqttLoadResult>();
            var before = await hub.MarkAsync(cancellationToken);
            var peerBefore = peer?.CpuMs;
            for (var run = 1; run <= Runs; run++)
            {
                ours.Add(await RunOneAsync(hubLoad, $"run {run} hub", options.Seconds, cancellationToken));
                if (peerLoad is not null)
                {
                    theirs.Add(await RunOneAsync(peerLoad, $"run {run} mosquitto", options.Seconds, cancellationToken));
                }
            }

            var after = await hub.MarkAsync(cancellationToken);
            Report(options, ours, theirs, before, after, hubLoad.TotalAcknowledged, peer?.Version, peer?.CpuMs - peerBefore);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<MqttLoadResult> RunOneAsync(MqttLoad load, string what, double seconds, CancellationToken cancellationToken)
    {
        var result = await load.RunAsync(TimeSpan.FromSeconds(seconds), cancellationToken);
        await Console.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{what}: {result.PerSecond:F0} msg/s, ack p50 {result.Percentile(0.5):F1} ms, p99 {result.Percentile(0.99):F1} ms"));
        return result;
    }

    private static void Report(
        IngestBenchOptions options, List<MqttLoadResult> ours, List<MqttLoadResult> theirs, IngestBenchMark before, IngestBenchMark after,
        long acknowledged, string? peerVersion, double? peerCpuMs)
    {
        var median = Median(ours.Select(r => r.PerSecond));
        double? peerMedian = theirs.Count == 0 ? null : Median(theirs.Select(r => r.PerSecond));
        var messages = ours.Sum(r => r.Acknowledged);
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["bench"] = "ingest",
            ["msgs_per_s_median"] = Math.Round(median),
            ["msgs_per_s_runs"] = ours.Select(r => Math.Round(r.PerSecond)).ToArray(),
            ["ack_ms_p50"] = Math.Round(Median(ours.Select(r => r.Percentile(0.5))), 2),
            ["ack_ms_p99"] = Math.Round(Median(ours.Select(r => r.Percentile(0.99))), 2),
            ["qos"] = 1,
            ["connections"] = options.Connections,
            ["window"] = Window,
            ["payload_bytes"] = PayloadBytes,
            ["values_per_msg"] = 2,
            ["durable"] = "SQLite WAL, synchronous=FULL",
            ["acknowledged"] = acknowledged,
            ["stored"] = after.StoredMessages,
            ["lost"] = Math.Max(0, acknowledged - after.StoredMessages),
            ["alloc_bytes_per_msg"] = Math.Round((double)(after.AllocatedBytes - before.AllocatedBytes) / messages),
            ["cpu_us_per_msg"] = Math.Round((after.CpuMs - before.CpuMs) * 1_000 / messages, 1),
            ["peer"] = peerVersion is null ? null : $"mosquitto {peerVersion} (not durable)",
            ["peer_msgs_per_s_median"] = peerMedian is { } p ? Math.Round(p) : null,
            ["peer_cpu_us_per_msg"] = peerCpuMs is { } c ? Math.Round(c * 1_000 / theirs.Sum(r => r.Acknowledged), 1) : null,
            ["ratio"] = peerMedian is { } m ? Math.Round(median / m, 3) : null,
        }));
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
