using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Storage.Tracks;

namespace UrbanGrid.Ingest.Storage;

/// <summary>Queries over the months' files; each uses connections of its own.</summary>
internal sealed class TelemetryReader(string folder, Func<Month, OpenTracks?> openTracks)
{
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
        foreach (var (month, path) in Months(from, to))
        {
            // What is open is read first: it may move into the file meanwhile, and of two equals one is dropped.
            var open = openTracks(month)?.Read(deviceId, from, to) ?? [];
            await using var connection = await SqliteFile.OpenReaderAsync(path, cancellationToken);
            var fixes = await TrackFile.ReadBlocksAsync(connection, deviceId, from, to, limit - track.Count, cancellationToken);
            fixes.AddRange(open);
            track.AddRange(TrackFixes.InOrder(fixes).Take(limit - track.Count));
            if (track.Count >= limit)
            {
                break;
            }
        }

        return track;
    }

    public async Task<IReadOnlyList<VehiclePosition>> LatestPositionsAsync(CancellationToken cancellationToken)
    {
        var latest = new Dictionary<string, VehiclePosition>(StringComparer.Ordinal);
        foreach (var (month, path) in Months(long.MinValue, long.MaxValue).Reverse())
        {
            await using var connection = await SqliteFile.OpenReaderAsync(path, cancellationToken);
            var ofMonth = (await TrackFile.ReadLatestAsync(connection, cancellationToken)).ToDictionary(l => l.Device, l => l.Fix, StringComparer.Ordinal);
            if (openTracks(month) is { } open)
            {
                foreach (var device in open.Devices())
                {
                    var newest = open.Read(device, long.MinValue, long.MaxValue).MaxBy(f => f.Timestamp);
                    if (newest is not null && newest.Timestamp > (ofMonth.GetValueOrDefault(device)?.Timestamp ?? long.MinValue))
                    {
                        ofMonth[device] = newest;
                    }
                }
            }

            foreach (var (device, fix) in ofMonth)
            {
                latest.TryAdd(device, new VehiclePosition(device, fix.Timestamp, fix.Place, fix.SpeedKmh, fix.CourseDeg, fix.Attributes));
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

    private IEnumerable<string> Files(long from, long to) => Months(from, to).Select(f => f.Path);

    private IEnumerable<(Month Month, string Path)> Months(long from, long to) =>
        SqliteMonths.In(folder).Where(f => f.Month.End > from && f.Month.Begin < to);

    private static double? Number(SqliteDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetDouble(column);
}
