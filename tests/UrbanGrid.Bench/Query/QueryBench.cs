using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Storage;

namespace UrbanGrid.Bench;

/// <summary>
/// One metric of one device, 30 days at one value a minute, in 300 buckets: how long the SQLite store takes when it holds
/// 100 million rows, beside the same question in plain SQL (<c>GROUP BY</c>) to the same files. Each query asks for another
/// series, so that none finds its rows in memory already.
/// </summary>
internal static class QueryBench
{
    private const int Minutes = 30 * 24 * 60;
    private const int Points = 300;
    private const int Queries = 200;
    private const string Metric = "level";
    private const long MinuteMs = 60_000;
    private const long BucketMs = Minutes / Points * MinuteMs;

    /// <summary>2026-03-16, so that the 30 days lie in two months' files.</summary>
    private const long Begin = 1_773_619_200_000;

    public static async Task RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var options = QueryBenchOptions.Parse(args);
        var folder = options.Folder ?? Directory.CreateTempSubdirectory("urbangrid-bench-").FullName;
        try
        {
            var series = (int)Math.Max(1, options.Rows / Minutes);
            var filled = await QueryBenchStore.FillAsync(folder, series, Begin, Minutes, cancellationToken);
            await MeasureAsync(folder, series, filled, cancellationToken);
        }
        finally
        {
            if (options.Folder is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task MeasureAsync(string folder, int series, TimeSpan filled, CancellationToken cancellationToken)
    {
        await using var store = new SqliteTelemetryStore(new IngestOptions { DataDirectory = folder, RegistryConnection = "" });
        await using var peer = await PeerAsync(folder, cancellationToken);
        List<double> ours = [], theirs = [];
        for (var i = -10; i < Queries; i++)
        {
            // The two go through the series in opposite directions; a step that has no factor in common with them meets all.
            var own = await TimeAsync(() => OwnAsync(store, Device((i + 10) * 7919L % series), cancellationToken));
            var other = await TimeAsync(() => PeerQueryAsync(peer, Device(series - 1 - ((i + 10) * 7919L % series)), cancellationToken));
            if (i >= 0)
            {
                ours.Add(own);
                theirs.Add(other);
            }
        }

        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["bench"] = "query",
            ["rows"] = (long)series * Minutes,
            ["series"] = series,
            ["points_read"] = Minutes,
            ["buckets"] = Points,
            ["queries"] = Queries,
            ["ms_p50"] = Math.Round(Percentile(ours, 0.5), 2),
            ["ms_p95"] = Math.Round(Percentile(ours, 0.95), 2),
            ["peer"] = "plain SQL GROUP BY over the same files",
            ["peer_ms_p50"] = Math.Round(Percentile(theirs, 0.5), 2),
            ["peer_ms_p95"] = Math.Round(Percentile(theirs, 0.95), 2),
            ["ratio_p95"] = Math.Round(Percentile(theirs, 0.95) / Percentile(ours, 0.95), 2),
            ["fill_s"] = Math.Round(filled.TotalSeconds, 1),
            ["file_mib"] = Directory.EnumerateFiles(folder, "telemetry-*.db").Sum(f => new FileInfo(f).Length) >> 20,
        }));
    }

    private static async Task<int> OwnAsync(SqliteTelemetryStore store, string device, CancellationToken cancellationToken) =>
        (await store.QueryAsync(new SeriesQuery(device, Metric, Begin, Begin + (Minutes * MinuteMs), BucketMs), cancellationToken)).Count;

    private static async Task<SqliteConnection> PeerAsync(string folder, CancellationToken cancellationToken)
    {
        var files = Directory.EnumerateFiles(folder, "telemetry-*.db").Order(StringComparer.Ordinal).ToArray();
        var connection = new SqliteConnection($"Data Source={files[0]};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(cancellationToken);
        await using var attach = connection.CreateCommand();
        attach.CommandText = "ATTACH $second AS second";
        attach.Parameters.AddWithValue("$second", files[1]);
        await attach.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }

    private static async Task<int> PeerQueryAsync(SqliteConnection connection, string device, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT ts / $bucket * $bucket AS begin, avg(value), min(value), max(value), count(*) FROM (
                SELECT t.ts, t.value FROM main.series s JOIN main.telemetry t ON t.series = s.id WHERE s.device = $device AND s.metric = $metric AND t.ts >= $from AND t.ts < $to
                UNION ALL
                SELECT t.ts, t.value FROM second.series s JOIN second.telemetry t ON t.series = s.id WHERE s.device = $device AND s.metric = $metric AND t.ts >= $from AND t.ts < $to)
            GROUP BY begin ORDER BY begin
            """;
        command.Parameters.AddWithValue("$device", device);
        command.Parameters.AddWithValue("$metric", Metric);
        command.Parameters.AddWithValue("$from", Begin);
        command.Parameters.AddWithValue("$to", Begin + (Minutes * MinuteMs));
        command.Parameters.AddWithValue("$bucket", BucketMs);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var points = 0;
        while (await rows.ReadAsync(cancellationToken))
        {
            points++;
        }

        return points;
    }

    private static async Task<double> TimeAsync(Func<Task<int>> query)
    {
        var began = Stopwatch.GetTimestamp();
        var points = await query();
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return points == Points ? took : throw new InvalidOperationException($"A query gave {points} points instead of {Points}.");
    }

    private static string Device(long number) => string.Create(CultureInfo.InvariantCulture, $"sensor-{number:D6}");

    private static double Percentile(List<double> values, double part)
    {
        double[] sorted = [.. values.Order()];
        return sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * part)];
    }
}
