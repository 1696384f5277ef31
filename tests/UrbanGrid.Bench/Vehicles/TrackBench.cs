using System.Diagnostics;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Storage;

namespace UrbanGrid.Bench.Vehicles;

/// <summary>
/// One vehicle's day out of 100 million positions: 1,000 vehicles, ten hours a day, one fix every ten seconds, written by the
/// store's own commits. Beside it the same day out of a table with a row for each fix, with a tenth of the positions.
/// </summary>
internal static class TrackBench
{
    private const int Vehicles = 1_000;
    private const int FixesPerDay = 3_600;
    private const long StepMs = 10_000;
    private const long DayMs = 86_400_000;
    private const int TicksPerCommit = 4;
    private const int Queries = 200;

    /// <summary>2026-06-01, 06:00 in China.</summary>
    private const long Begin = 1_780_264_800_000;

    public static async Task RunAsync(VehiclesBenchOptions options, CancellationToken cancellationToken)
    {
        var folder = options.Folder ?? Directory.CreateTempSubdirectory("urbangrid-bench-").FullName;
        try
        {
            var days = (int)Math.Max(1, Math.Ceiling(options.Positions / ((double)Vehicles * FixesPerDay)));
            var ingest = new IngestOptions { DataDirectory = Path.Combine(folder, "tracks"), RegistryConnection = "" };
            var filled = await FillAsync(ingest, days, cancellationToken);
            await MeasureAsync(ingest, folder, days, filled, cancellationToken);
        }
        finally
        {
            if (options.Folder is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task<TimeSpan> FillAsync(IngestOptions options, int days, CancellationToken cancellationToken)
    {
        if (Directory.Exists(options.DataDirectory))
        {
            return TimeSpan.Zero;
        }

        var began = Stopwatch.GetTimestamp();
        var fleet = new Fleet(Vehicles);
        Observation[] batch = [.. Enumerable.Range(0, Vehicles * TicksPerCommit).Select(i => Of(i % Vehicles))];
        await using var store = new SqliteTelemetryStore(options);
        for (var tick = 0; tick < days * FixesPerDay; tick += TicksPerCommit)
        {
            for (var i = 0; i < batch.Length; i++)
            {
                batch[i].Positions.Clear();
                batch[i].Positions.Add(fleet.Next(i % Vehicles, TimeOf(tick + (i / Vehicles)), StepMs / 1_000));
            }

            await store.AppendAsync(batch, cancellationToken);
        }

        return Stopwatch.GetElapsedTime(began);
    }

    private static async Task MeasureAsync(IngestOptions options, string folder, int days, TimeSpan filled, CancellationToken cancellationToken)
    {
        await using var store = new SqliteTelemetryStore(options);
        var peerDays = Math.Max(1, days / 10);
        await using var peer = await RowPerFix.OpenAsync(Path.Combine(folder, "row-per-fix.db"), Vehicles, peerDays * FixesPerDay, TimeOf, cancellationToken);
        List<double> ours = [], theirs = [];
        var read = 0;
        for (var i = -5; i < Queries; i++)
        {
            // Steps without a common factor meet every vehicle and every day.
            var n = (i + 5) * 7_919L;
            var own = await TimeAsync(async () => read = (await store.TrackAsync(Fleet.Id(n % Vehicles), DayOf(n % days), DayOf(n % days) + DayMs, 50_000, cancellationToken)).Count);
            var other = await TimeAsync(() => peer.ReadAsync(Fleet.Id(n % Vehicles), DayOf(n % peerDays), DayOf(n % peerDays) + DayMs, cancellationToken));
            if (i >= 0)
            {
                ours.Add(own);
                theirs.Add(other);
            }
        }

        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["bench"] = "vehicles tracks",
            ["positions"] = (long)days * Vehicles * FixesPerDay,
            ["vehicles"] = Vehicles,
            ["positions_of_a_day"] = read,
            ["day_ms_p50"] = Math.Round(Percentile(ours, 0.5), 2),
            ["day_ms_p95"] = Math.Round(Percentile(ours, 0.95), 2),
            ["peer"] = $"a row for each fix, plain SQL, {(long)peerDays * Vehicles * FixesPerDay} positions",
            ["peer_day_ms_p95"] = Math.Round(Percentile(theirs, 0.95), 2),
            ["ratio_p95"] = Math.Round(Percentile(theirs, 0.95) / Percentile(ours, 0.95), 2),
            ["bytes_a_position"] = Math.Round(Size(options.DataDirectory) / ((double)days * Vehicles * FixesPerDay), 1),
            ["peer_bytes_a_position"] = Math.Round(new FileInfo(Path.Combine(folder, "row-per-fix.db")).Length / ((double)peerDays * Vehicles * FixesPerDay), 1),
            ["stored_per_s"] = filled == TimeSpan.Zero ? null : Math.Round((long)days * Vehicles * FixesPerDay / filled.TotalSeconds),
        }));
        await MileageBench.RunAsync(folder, store, DayOf(0), DayOf(days), cancellationToken);
    }

    private static long TimeOf(int tick) => Begin + (tick / FixesPerDay * DayMs) + (tick % FixesPerDay * StepMs);

    private static long DayOf(long day) => Begin + (day * DayMs);

    private static long Size(string folder) => Directory.EnumerateFiles(folder, "telemetry-*.db").Sum(f => new FileInfo(f).Length);

    private static Observation Of(int vehicle) => new() { Device = new Device { Id = Fleet.Id(vehicle), Model = "vehicle-terminal", Name = new LocalName("车", "Vehicle") } };

    private static async Task<double> TimeAsync(Func<Task<int>> query)
    {
        var began = Stopwatch.GetTimestamp();
        await query();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static double Percentile(List<double> values, double share) => values.Order().ElementAt((int)Math.Min(values.Count - 1, values.Count * share));
}
