using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Storage;

/// <summary>Queries over the months' files; each uses connections of its own.</summary>
internal sealed class TelemetryReader(string folder)
{
    private static readonly IReadOnlyDictionary<string, double> NoAttributes = new Dictionary<string, double>();

    private const string RawSql = """
        SELECT t.ts, t.value, t.text FROM series s JOIN telemetry t ON t.series = s.id
        WHERE s.device = $device AND s.metric = $metric AND t.ts >= $from AND t.ts < $to ORDER BY t.ts LIMIT $limit
        """;

    public async Task<IReadOnlyList<SeriesPoint>> QueryAsync(SeriesQuery query, CancellationToken cancellationToken)
    {
        var points = new List<SeriesPoint>();
        foreach (var file in Files(query.From, query.To))
        {
            await using var connection = await SqliteFile.OpenReaderAsync(file, cancellationToken);
            if (query.BucketMs > 0)
            {
                SqliteBuckets.Read(connection, query, points, cancellationToken);
            }
            else
            {
                await ReadRawAsync(connection, query, points, cancellationToken);
                if (points.Count >= query.Limit)
                {
                    break;
                }
            }
        }

        return points;
    }

    public async IAsyncEnumerable<LatestSample> LatestAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<(string, string)>();
        foreach (var file in Files(long.MinValue, long.MaxValue).Reverse())
        {
            await using var connection = await SqliteFile.OpenReaderAsync(file, cancellationToken);
            await using var command = SqliteFile.Command(connection, """
                SELECT s.device, s.metric, t.ts, t.value, t.text FROM series s
                JOIN telemetry t ON t.series = s.id AND t.ts = (SELECT max(ts) FROM telemetry WHERE series = s.id)
                """);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                var (device, metric) = (rows.GetString(0), rows.GetString(1));
                if (seen.Add((device, metric)))
                {
                    yield return new LatestSample(
                        device, new TelemetrySample(metric, rows.GetInt64(2), Number(rows, 3) ?? 0, rows.IsDBNull(4) ? null : rows.GetString(4)));
                }
            }
        }
    }

    public async Task<IReadOnlyList<PositionSample>> TrackAsync(string deviceId, long from, long to, int limit, CancellationToken cancellationToken)
    {
        var track = new List<PositionSample>();
        foreach (var file in Files(from, to))
        {
            await using var connection = await SqliteFile.OpenReaderAsync(file, cancellationToken);
            await using var command = SqliteFile.Command(
                connection,
                "SELECT ts, lat, lon, speed, course, altitude, hdop, attributes FROM positions WHERE device = $device AND ts >= $from AND ts < $to ORDER BY ts LIMIT $limit",
                ("$device", deviceId), ("$from", from), ("$to", to), ("$limit", limit - track.Count));
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                track.Add(new PositionSample(
                    rows.GetInt64(0), new GeoPoint(rows.GetDouble(1), rows.GetDouble(2)), Number(rows, 3), Number(rows, 4), Number(rows, 5), Number(rows, 6),
                    Attributes(rows, 7)));
            }
        }

        return track;
    }

    public async Task<IReadOnlyList<VehiclePosition>> LatestPositionsAsync(CancellationToken cancellationToken)
    {
        var latest = new Dictionary<string, VehiclePosition>(StringComparer.Ordinal);
        foreach (var file in Files(long.MinValue, long.MaxValue).Reverse())
        {
            await using var connection = await SqliteFile.OpenReaderAsync(file, cancellationToken);
            await using var command = SqliteFile.Command(connection, """
                WITH RECURSIVE d(device) AS (SELECT min(device) FROM positions
                    UNION ALL SELECT (SELECT min(device) FROM positions p WHERE p.device > d.device) FROM d WHERE d.device IS NOT NULL)
                SELECT p.device, p.ts, p.lat, p.lon, p.speed, p.course, p.attributes FROM d
                JOIN positions p ON p.device = d.device AND p.ts = (SELECT max(ts) FROM positions WHERE device = d.device)
                """);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                latest.TryAdd(rows.GetString(0), new VehiclePosition(
                    rows.GetString(0), rows.GetInt64(1), new GeoPoint(rows.GetDouble(2), rows.GetDouble(3)), Number(rows, 4), Number(rows, 5), Attributes(rows, 6)));
            }
        }

        return [.. latest.Values];
    }

    public async Task<IReadOnlyList<DeviceEvent>> EventsAsync(string deviceId, long from, long to, int limit, CancellationToken cancellationToken)
    {
        var events = new List<DeviceEvent>();
        foreach (var file in Files(from, to).Reverse())
        {
            await using var connection = await SqliteFile.OpenReaderAsync(file, cancellationToken);
            await using var command = SqliteFile.Command(
                connection,
                "SELECT ts, type, data FROM events WHERE device = $device AND ts >= $from AND ts < $to ORDER BY ts DESC, type LIMIT $limit",
                ("$device", deviceId), ("$from", from), ("$to", to), ("$limit", limit - events.Count));
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                events.Add(new DeviceEvent(rows.GetInt64(0), rows.GetString(1), rows.IsDBNull(2) ? null : rows.GetString(2)));
            }
        }

        return events;
    }

    private static async Task ReadRawAsync(SqliteConnection connection, SeriesQuery query, List<SeriesPoint> points, CancellationToken cancellationToken)
    {
        await using var command = SqliteFile.Command(
            connection, RawSql, ("$device", query.DeviceId), ("$metric", query.Metric), ("$from", query.From), ("$to", query.To),
            ("$limit", query.Limit - points.Count));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var value = Number(rows, 1) ?? 0;
            points.Add(new SeriesPoint(rows.GetInt64(0), value, value, value, 1, rows.IsDBNull(2) ? null : rows.GetString(2)));
        }
    }

    private IEnumerable<string> Files(long from, long to) =>
        SqliteMonths.In(folder).Where(f => f.Month.End > from && f.Month.Begin < to).Select(f => f.Path);

    private static double? Number(SqliteDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetDouble(column);

    private static IReadOnlyDictionary<string, double> Attributes(SqliteDataReader rows, int column) =>
        rows.IsDBNull(column) ? NoAttributes : JsonSerializer.Deserialize<Dictionary<string, double>>(rows.GetString(column)) ?? NoAttributes;
}
