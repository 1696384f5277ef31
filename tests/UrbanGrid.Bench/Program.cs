using UrbanGrid.Bench;

// ./run bench NAME [options]: measures one promise and prints JSON lines.
var benches = new Dictionary<string, Func<string[], CancellationToken, Task>>(StringComparer.Ordinal)
{
    ["ingest"] = IngestBench.RunAsync,
    ["query"] = QueryBench.RunAsync,
    ["vision"] = VisionBench.RunAsync,
    [IngestBenchServer.Name] = IngestBenchServer.RunAsync,
};

if (args.Length == 0 || !benches.TryGetValue(args[0], out var bench))
{
    await Console.Error.WriteLineAsync($"Say which bench: {string.Join(", ", benches.Keys.Where(k => k != IngestBenchServer.Name))}.");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
await bench(args[1..], stop.Token);
return 0;
