using UrbanGrid.Bench;
using UrbanGrid.Bench.Fuzz;
using UrbanGrid.Bench.Vehicles;

// ./run bench NAME [options]: measures one promise and prints JSON lines.
var benches = new Dictionary<string, Func<string[], CancellationToken, Task>>(StringComparer.Ordinal)
{
    ["ingest"] = IngestBench.RunAsync,
    ["broker"] = BrokerBench.RunAsync,
    ["connections"] = ConnectionsBench.RunAsync,
    ["rules"] = RulesBench.RunAsync,
    ["backlog"] = BacklogBench.RunAsync,
    ["query"] = QueryBench.RunAsync,
    ["places"] = PlacesBench.RunAsync,
    ["casework"] = CaseworkBench.RunAsync,
    ["vehicles"] = VehiclesBench.RunAsync,
    ["vision"] = VisionBench.RunAsync,
    ["soak"] = SoakBench.RunAsync,
    ["objects"] = ObjectsBench.RunAsync,
    ["motion"] = MotionBench.RunAsync,
    ["frames"] = BrowserFrames.RunAsync,
    [FuzzCommand.Name] = FuzzCommand.RunAsync,
    [IngestBenchServer.Name] = IngestBenchServer.RunAsync,
};

if (args.Length == 0 || !benches.TryGetValue(args[0], out var bench))
{
    await Console.Error.WriteLineAsync($"Say which bench: {string.Join(", ", benches.Keys.Where(k => k != IngestBenchServer.Name && k != FuzzCommand.Name))}.");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
await bench(args[1..], stop.Token);
return Environment.ExitCode;
