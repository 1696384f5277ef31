using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace UrbanGrid.Bench.Vehicles;

/// <summary>
/// Ten thousand terminals that each send a position a second over JT/T 808 to a whole hub, and a map of the city that is
/// open: whether every position is stored, and how long it takes from the terminal to the map.
/// </summary>
internal static class LiveBench
{
    private const int SlotsPerSecond = 100;
    private const int LogInsAtOnce = 100;
    private const int WarmUpSeconds = 20;
    private const int Sampled = 20;

    public static async Task RunAsync(VehiclesBenchOptions options, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("urbangrid-bench-").FullName;
        try
        {
            await using var hub = await HubChild.StartAsync(folder, cancellationToken);
            await hub.ImportDevicesAsync(Table(options.Terminals), cancellationToken);
            await MeasureAsync(hub, options, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(HubChild hub, VehiclesBenchOptions options, CancellationToken cancellationToken)
    {
        var terminals = Enumerable.Range(0, options.Terminals).Select(i => new LoadTerminal(i)).ToArray();
        await Parallel.ForEachAsync(
            terminals, new ParallelOptions { MaxDegreeOfParallelism = LogInsAtOnce, CancellationToken = cancellationToken },
            async (terminal, ct) => await terminal.LogInAsync(hub.Jt808Port, ct));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var listening = Array.ConvertAll(terminals, t => t.ListenAsync(end.Token));
        var begin = (TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 1_000) + 2;
        var seconds = options.Seconds + WarmUpSeconds;
        var sent = new long[terminals.Length, seconds];
        await using var events = await hub.OpenAsync("/api/v1/vehicles/live", cancellationToken);
        var map = new MapWatcher(events, (vehicle, at) =>
            vehicle < terminals.Length && (at / 1_000) - begin is >= WarmUpSeconds and var second && second < seconds && sent[vehicle, second] is > 0 and var then ? then : null);
        var watching = map.RunAsync(end.Token);
        var cpu = hub.CpuTime;
        var began = Stopwatch.GetTimestamp();
        await SendAsync(terminals, begin, sent, cancellationToken);
        var sending = Stopwatch.GetElapsedTime(began);
        var total = (long)terminals.Length * seconds;
        for (var patience = 0; patience < 300 && terminals.Sum(t => t.Answered) < total; patience++)
        {
            await Task.Delay(100, cancellationToken);
        }

        var used = hub.CpuTime - cpu;
        await Task.Delay(500, cancellationToken);
        await end.CancelAsync();
        await Task.WhenAll(listening);
        await watching;
        var stored = await StoredAsync(hub, terminals.Length, begin, seconds, cancellationToken);
        Array.ForEach(terminals, t => t.Dispose());
        map.Latencies.Sort();
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["bench"] = "vehicles live",
            ["terminals"] = terminals.Length,
            ["positions"] = total,
            ["acknowledged"] = terminals.Sum(t => t.Answered),
            ["sampled_vehicles_complete"] = stored,
            ["per_s"] = Math.Round(total / sending.TotalSeconds),
            ["map_positions"] = map.Latencies.Count,
            ["map_events"] = map.Events,
            ["to_map_ms_p50"] = Percentile(map.Latencies, 0.5),
            ["to_map_ms_p95"] = Percentile(map.Latencies, 0.95),
            ["to_map_ms_p99"] = Percentile(map.Latencies, 0.99),
            ["hub_cores"] = Math.Round(used.TotalSeconds / sending.TotalSeconds, 2),
        }));
    }

    /// <summary>Spreads the terminals over each second, as they would be.</summary>
    private static async Task SendAsync(LoadTerminal[] terminals, long begin, long[,] sent, CancellationToken cancellationToken)
    {
        var fleet = new Fleet(terminals.Length);
        var clock = Stopwatch.GetTimestamp();
        for (var second = 0; second < sent.GetLength(1); second++)
        {
            for (var slot = 0; slot < SlotsPerSecond; slot++)
            {
                var due = second + (slot / (double)SlotsPerSecond);
                if (due - Stopwatch.GetElapsedTime(clock).TotalSeconds is > 0.001 and var ahead)
                {
                    await Task.Delay(TimeSpan.FromSeconds(ahead), TimeProvider.System, cancellationToken);
                }

                for (var i = slot; i < terminals.Length; i += SlotsPerSecond)
                {
                    var fix = fleet.Next(i, (begin + second) * 1_000, 1);
                    sent[i, second] = Stopwatch.GetTimestamp();
                    terminals[i].SendPosition(fix.Timestamp, fix.Place.Lat, fix.Place.Lon, fix.SpeedKmh!.Value, fix.CourseDeg!.Value);
                }
            }
        }
    }

    /// <summary>How many of some vehicles have every position in their stored track.</summary>
    private static async Task<string> StoredAsync(HubChild hub, int terminals, long begin, int seconds, CancellationToken cancellationToken)
    {
        var complete = 0;
        for (var i = 0; i < Sampled; i++)
        {
            var track = await hub.GetAsync($"/api/v1/vehicles/{IdOf(i * terminals / Sampled)}/track?from={begin * 1_000}&to={(begin + seconds) * 1_000}", cancellationToken);
            complete += track["points"]!.AsArray().Count == seconds ? 1 : 0;
        }

        return $"{complete} of {Sampled}";
    }

    private static string Table(int terminals)
    {
        var table = new StringBuilder("id,model,name_zh,name_en,lat,lon,component,gateway,enabled,extra\n");
        for (var i = 0; i < terminals; i++)
        {
            table.Append(System.Globalization.CultureInfo.InvariantCulture, $"{IdOf(i)},vehicle-terminal,车{i},Vehicle {i},,,,,true,kind=muck;plate=B{i:D5}\n");
        }

        return table.ToString();
    }

    private static string IdOf(int terminal) => $"jt-{LoadTerminal.PhoneOf(terminal).TrimStart('0')}";

    private static double? Percentile(List<double> sorted, double share) =>
        sorted.Count == 0 ? null : Math.Round(sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * share)], 1);
}
