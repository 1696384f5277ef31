using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Storage.Postgres;

/// <summary>Queries over values, positions and events.</summary>
internal sealed class PostgresReader(PostgresGate gate)
{
    private static readonly IReadOnlyDictionary<string, double> NoAttributes = new Dictionary<string, double>();

    private const string RawSql = """
        SELECT t.ts, coalesce(t.value, 0), coalesce(t.value, 0), coalesce(t.value, 0), 1::bigint, t.text FROM ingest.series s JOIN ingest.telemetry t ON t.series = s.id
        WHERE s.device = $1 AND s.metric = $2 AND t.ts >= $3 AND t.ts < $4 ORDER BY t.ts LIMIT $5
        """;

    private const string BucketSql = """
        SELECT t.ts - mod(mod(t.ts, $6) + $6, $6) AS bucket, avg(t.value), min(t.value), max(t.value), count(*), NULL::text
        FROM ingest.series s JOIN ingest.telemetry t ON t.series = s.id
        WHERE s.device = $1 AND s.metric = $2 AND t.ts >= $3 AND t.ts < $4 AND t.value IS NOT NULL GROUP BY 1 ORDER BY 1 LIMIT $5
        """;

    /// <summary>Whole buckets of the aggregate ({0}) from $7 to $8, and the raw values of what sticks out at both ends.</summary>
    private const string AggregateSql = """
        WITH one AS (SELECT id FROM ingest.series WHERE device = $1 AND metric = $2),
        parts AS (
            SELECT a.bucket AS ts, a.total, a.low, a.high, a.n FROM one JOIN {0} a ON a.series = one.id WHERE a.bucket >= $7 AND a.bucket < $8
            UNION ALL
            SELECT t.ts, t.value, t.value, t.value, 1 FROM one JOIN ingest.telemetry t ON t.series = one.id
            WHERE t.value IS NOT NULL AND ((t.ts >= $3 AND t.ts < least($7, $4)) OR (t.ts >= greatest($8, $7, $3) AND t.ts < $4)))
        SELECT ts - mod(mod(ts, $6) + $6, $6) AS begin, sum(total) / sum(n)::double precision, min(low), max(high), sum(n)::bigint, NULL::text
        FROM parts GROUP BY 1 ORDER BY 1 LIMIT $5
        """;

    private static readonly string ByMinute = AggregateSql.Replace("{0}", "ingest.telemetry_minute", StringComparison.Ordinal);
    private static readonly string ByHour = AggregateSql.Replace("{0}", "ingest.telemetry_hour", StringComparison.Ordinal);

    public async Task<IReadOnlyList<SeriesPoint>> QueryAsync(SeriesQuery query, CancellationToken cancellationToken) =>
        await gate.RunAsync(
            async connection =>
            {
                await using var command = Command(connection, query);
                await using var rows = await command.ExecuteReaderAsync(cancellationToken);
                var points = new List<SeriesPoint>();
                while (await rows.ReadAsync(cancellationToken))
                {
                    points.Add(new SeriesPoint(
                        rows.GetInt64(0), rows.GetDouble(1), rows.GetDouble(2), rows.GetDouble(3), rows.GetInt64(4), Sql.Text(rows, 5)));
                }

                return points;
            },
            cancellationToken);

    public async IAsyncEnumerable<LatestSample> LatestAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var latest = await gate.RunAsync(
            connection => Sql.ListAsync(
                connection,
                """
                SELECT s.device, s.metric, t.ts, coalesce(t.value, 0), t.text FROM ingest.series s
                CROSS JOIN LATERAL (SELECT ts, value, text FROM ingest.telemetry WHERE series = s.id ORDER BY ts DESC LIMIT 1) t
                """,
                r => new LatestSample(r.GetString(0), new TelemetrySample(r.GetString(1), r.GetInt64(2), r.GetDouble(3), Sql.Text(r, 4))),
                cancellationToken),
            cancellationToken);
        foreach (var sample in latest)
        {
            yield return sample;
        }
    }

    public async Task<IReadOnlyList<PositionSample>> TrackAsync(string deviceId, long from, long to, int limit, CancellationToken cancellationToken) =>
        await gate.RunAsync(
            connection => Sql.ListAsync(
                connection,
                """
                SELECT ts, lat, lon, speed, course, altitude, hdop, attributes FROM ingest.positions
                WHERE device = $1 AND ts >= $2 AND ts < $3 ORDER BY ts LIMIT $4
                """,
                r => new PositionSample(
                    r.GetInt64(0), new GeoPoint(r.GetDouble(1), r.GetDouble(2)), Sql.Number(r, 3), Sql.Number(r, 4), Sql.Number(r, 5), Sql.Number(r, 6),
                    Attributes(r, 7)),
                cancellationToken, deviceId, from, to, limit),
            cancellationToken);

    public async Task<IReadOnlyList<VehiclePosition>> LatestPositionsAsync(CancellationToken cancellationToken) =>
        await gate.RunAsync(
            connection => Sql.ListAsync(
                connection,
                """
                WITH RECURSIVE d(device) AS ((SELECT device FROM ingest.positions ORDER BY device LIMIT 1)
                    UNION ALL SELECT (SELECT p.device FROM ingest.positions p WHERE p.device > d.device ORDER BY p.device LIMIT 1) FROM d WHERE d.device IS NOT NULL)
                SELECT d.device, p.ts, p.lat, p.lon, p.speed, p.course, p.attributes FROM d
                CROSS JOIN LATERAL (SELECT * FROM ingest.positions l WHERE l.device = d.device ORDER BY l.ts DESC LIMIT 1) p
                """,
                r => new VehiclePosition(
                    r.GetString(0), r.GetInt64(1), new GeoPoint(r.GetDouble(2), r.GetDouble(3)), Sql.Number(r, 4), Sql.Number(r, 5), Attributes(r, 6)),
                cancellationToken),
            cancellationToken);

    public async Task<IReadOnlyList<DeviceEvent>> EventsAsync(string deviceId, long from, long to, int limit, CancellationToken cancellationToken) =>
        await gate.RunAsync(
            connection => Sql.ListAsync(
                connection, "SELECT ts, type, data FROM ingest.events WHERE device = $1 AND ts >= $2 AND ts < $3 ORDER BY ts DESC, type LIMIT $4",
                r => new DeviceEvent(r.GetInt64(0), r.GetString(1), Sql.Text(r, 2)), cancellationToken, deviceId, from, to, limit),
            cancellationToken);

    /// <summary>The widest aggregate whose buckets make up the query's; without one, the values themselves.</summary>
    private NpgsqlCommand Command(NpgsqlConnection connection, SeriesQuery query)
    {
        object[] values = [query.DeviceId, query.Metric, query.From, query.To, query.Limit];
        if (query.BucketMs <= 0)
        {
            return Sql.Command(connection, RawSql, values);
        }

        var grain = !gate.HasTimescale ? 0
            : query.BucketMs % TimescaleTables.HourMs == 0 ? TimescaleTables.HourMs
            : query.BucketMs % TimescaleTables.MinuteMs == 0 ? TimescaleTables.MinuteMs : 0;
        if (grain == 0)
        {
            return Sql.Command(connection, BucketSql, [.. values, query.BucketMs]);
        }

        var begin = FloorTo(query.From + grain - 1, grain);
        var end = FloorTo(query.To, grain);
        return Sql.Command(connection, grain == TimescaleTables.HourMs ? ByHour : ByMinute, [.. values, query.BucketMs, begin, Math.Max(begin, end)]);
    }

    private static long FloorTo(long moment, long grain) => moment - (((moment % grain) + grain) % grain);

    private static IReadOnlyDictionary<string, double> Attributes(NpgsqlDataReader row, int column) =>
        Sql.Text(row, column) is { } text ? JsonSerializer.Deserialize<Dictionary<string, double>>(text) ?? NoAttributes : NoAttributes;
}
