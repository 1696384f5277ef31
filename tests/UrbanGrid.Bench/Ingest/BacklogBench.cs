using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace UrbanGrid.Bench;

/// <summary>
/// The city comes back after an outage: every device has a day of readings with their own times, spooled in its edge agent, and
/// all agents send at once. Measured is how fast the hub takes it, beside what its store alone inserts of the same rows in the
/// same order, and how long live messages wait for their acknowledgement meanwhile.
/// </summary>
internal static class BacklogBench
{
    private const int Agents = 200;
    private const int LiveDevices = 50;
    private const int LivePayloadBytes = 100;

    public static async Task RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var plan = BacklogPlan.Parse(args, Agents);
        var folder = Directory.CreateTempSubdirectory("urbangrid-bench-").FullName;
        try
        {
            var alone = await StoreAlone.RunAsync(Path.Combine(folder, "alone"), plan, cancellationToken);
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"store alone: {plan.Rows / alone.TotalSeconds:F0} rows/s"));
            Directory.Delete(Path.Combine(folder, "alone"), recursive: true);

            await using var hub = await IngestBenchChild.StartAsync(Path.Combine(folder, "hub"), LiveDevices, plan, cancellationToken);
            var live = new MqttLoad(hub.Port, hub.Tokens, LivePayloadBytes);
            var quiet = await live.RunPacedAsync(LiveDevices, TimeSpan.FromSeconds(10), cancellationToken);
            using var drained = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var living = LiveAsync(live, drained.Token);
            var took = await DrainAsync(hub, plan, cancellationToken);
            await drained.CancelAsync();
            var meanwhile = await living;
            Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object?>
            {
                ["bench"] = "backlog",
                ["devices"] = plan.Devices,
                ["agents"] = Agents,
                ["rows"] = plan.Rows,
                ["rows_per_message"] = plan.RowsPerMessage,
                ["drained_in_s"] = Math.Round(took.TotalSeconds, 1),
                ["drained_rows_per_s"] = Math.Round(plan.Rows / took.TotalSeconds),
                ["store_alone_rows_per_s"] = Math.Round(plan.Rows / alone.TotalSeconds),
                ["ratio"] = Math.Round(alone / took, 2),
                ["stored_rows"] = await hub.RowsAsync(cancellationToken),
                ["live_ack_ms_p99_quiet"] = Math.Round(quiet.Percentile(0.99), 2),
                ["live_ack_ms_p50"] = Math.Round(meanwhile.Percentile(0.5), 2),
                ["live_ack_ms_p99"] = Math.Round(meanwhile.Percentile(0.99), 2),
            }));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>All agents send what their devices spooled; over when the last message is acknowledged.</summary>
    private static async Task<TimeSpan> DrainAsync(IngestBenchChild hub, BacklogPlan plan, CancellationToken cancellationToken)
    {
        var agents = await Task.WhenAll(hub.AgentTokens.Select((token, i) => BacklogAgent.OpenAsync(hub.Port, plan, i, token, cancellationToken)));
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(agents.Select(a => Task.Run(() => a.DrainAsync(cancellationToken), cancellationToken)));
        var took = Stopwatch.GetElapsedTime(began);
        Array.ForEach(agents, a => a.Dispose());
        return took;
    }

    /// <summary>One message a second of each live device, until the backlog is drained.</summary>
    private static async Task<MqttLoadResult> LiveAsync(MqttLoad live, CancellationToken drained)
    {
        var slices = new List<MqttLoadResult>();
        do
        {
            slices.Add(await live.RunPacedAsync(LiveDevices, TimeSpan.FromSeconds(5), CancellationToken.None));
        }
        while (!drained.IsCancellationRequested);

        var latencies = slices.SelectMany(s => s.LatenciesMs).Order().ToArray();
        return new MqttLoadResult(latencies.Length, TimeSpan.FromTicks(slices.Sum(s => s.Elapsed.Ticks)), latencies);
    }
}
