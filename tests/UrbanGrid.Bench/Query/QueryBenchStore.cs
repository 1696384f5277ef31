using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Storage;

namespace UrbanGrid.Bench;

/// <summary>
/// Fills the files of a SQLite store quickly: the store makes them, then rows go in by their key, without a log. A store that
/// is already there with as many series is used as it is.
/// </summary>
internal static class QueryBenchStore
{
    private const long MinuteMs = 60_000;

    public static async Task<TimeSpan> FillAsync(string folder, int series, long begin, int minutes, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var mark = Path.Combine(folder, "bench-series");
        var wanted = series.ToString(CultureInfo.InvariantCulture);
        if (File.Exists(mark) && await File.ReadAllTextAsync(mark, cancellationToken) == wanted)
        {
            return TimeSpan.Zero;
        }

        var began = Stopwatch.GetTimestamp();
        var end = begin + (minutes * MinuteMs);
        await MakeFilesAsync(folder, begin, end, cancellationToken);
        foreach (var file in Directory.EnumerateFiles(folder, "telemetry-*.db"))
        {
            var month = DateTimeOffset.ParseExact(Path.GetFileNameWithoutExtension(file)["telemetry-".Length..] + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            Fill(file, series, Math.Max(begin, month.ToUnixTimeMilliseconds()), Math.Min(end, month.AddMonths(1).ToUnixTimeMilliseconds()), cancellationToken);
        }

        await File.WriteAllTextAsync(mark, wanted, cancellationToken);
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>The store itself makes its files and tables, with one value at each end.</summary>
    private static async Task MakeFilesAsync(string folder, long begin, long end, CancellationToken cancellationToken)
    {
        await using var store = new SqliteTelemetryStore(new IngestOptions { DataDirectory = folder, RegistryConnection = "" });
        var observation = new Observation { Device = new Device { Id = "bench", Model = "generic", Name = new LocalName("测试", "bench") } };
        observation.Samples.Add(new TelemetrySample("level", begin, 0, null));
        observation.Samples.Add(new TelemetrySample("level", end - 1, 0, null));
        await store.AppendAsync([observation], cancellationToken);
    }

    private static void Fill(string file, int series, long from, long to, CancellationToken cancellationToken)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-262144; DELETE FROM telemetry; DELETE FROM series; BEGIN");
        raw.sqlite3_prepare_v2(connection.Handle!, "INSERT INTO series(id, device, metric) VALUES(?1, ?2, 'level')", out var addSeries);
        raw.sqlite3_prepare_v2(connection.Handle!, "INSERT INTO telemetry(series, ts, value) VALUES(?1, ?2, ?3)", out var addValue);
        using (addSeries)
        using (addValue)
        {
            for (var number = 0; number < series; number++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                raw.sqlite3_bind_int64(addSeries, 1, number + 1);
                raw.sqlite3_bind_text(addSeries, 2, string.Create(CultureInfo.InvariantCulture, $"sensor-{number:D6}"));
                Step(connection, addSeries);
                raw.sqlite3_bind_int64(addValue, 1, number + 1);
                for (var at = from; at < to; at += MinuteMs)
                {
                    raw.sqlite3_bind_int64(addValue, 2, at);
                    raw.sqlite3_bind_double(addValue, 3, Math.Sin(at / 8e6) + number);
                    Step(connection, addValue);
                }
            }
        }

        Execute(connection, "COMMIT; PRAGMA journal_mode=WAL");
    }

    private static void Step(SqliteConnection connection, sqlite3_stmt statement)
    {
        if (raw.sqlite3_step(statement) != raw.SQLITE_DONE)
        {
            throw new InvalidOperationException(raw.sqlite3_errmsg(connection.Handle!).utf8_to_string());
        }

        raw.sqlite3_reset(statement);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
