using System.Globalization;
using Npgsql;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Vehicles;
using UrbanGrid.Ingest.Vehicles.Journeys;

namespace UrbanGrid.Ingest.Storage.Postgres;

/// <summary>Journeys in the telemetry's PostgreSQL database.</summary>
public sealed class PostgresJourneyStore : IJourneyStore
{
    private readonly PostgresGate _gate;

    /// <summary>A store at <see cref="IngestOptions.TelemetryConnection"/>; nothing is opened yet.</summary>
    public PostgresJourneyStore(IngestOptions options) => _gate = new PostgresGate(
        options.TelemetryConnection ?? throw new ArgumentException("There is no connection string of a telemetry database.", nameof(options)), options.Retention);

    /// <inheritdoc/>
    public Task SaveAsync(JourneyBatch batch, CancellationToken cancellationToken) => _gate.RunAsync(
        async connection =>
        {
            // A batch runs in one transaction of its own.
            await using var statements = new NpgsqlBatch(connection);
            Write(batch).ForEach(statements.BatchCommands.Add);
            return statements.BatchCommands.Count > 0 ? await statements.ExecuteNonQueryAsync(cancellationToken) : 0;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task ReplaceAsync(JourneyReplacement replacement, CancellationToken cancellationToken) => _gate.RunAsync(
        async connection =>
        {
            await using var statements = new NpgsqlBatch(connection);
            foreach (var table in (string[])["vehicle_trips", "vehicle_stops"])
            {
                statements.BatchCommands.Add(Sql.Part(
                    $"DELETE FROM ingest.{table} WHERE vehicle = $1 AND start_at >= $2 AND start_at < $3", replacement.VehicleId, replacement.From, replacement.To));
            }

            statements.BatchCommands.Add(Sql.Part(
                "DELETE FROM ingest.vehicle_days WHERE vehicle = $1 AND date >= $2 AND date <= $3",
                replacement.VehicleId, Text(replacement.FirstDay), Text(replacement.LastDay)));
            Write(replacement.Rows).ForEach(statements.BatchCommands.Add);
            return await statements.ExecuteNonQueryAsync(cancellationToken);
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<VehicleTrip>> TripsAsync(JourneyQuery query, CancellationToken cancellationToken) => await ReadAsync(
        Overlapping("vehicle_trips", JourneySchema.Trips),
        r => new VehicleTrip(
            r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.GetInt32(3) != 0, new GeoPoint(r.GetDouble(4), r.GetDouble(5)), new GeoPoint(r.GetDouble(6), r.GetDouble(7)),
            r.GetDouble(8), r.GetDouble(9), r.GetDouble(10)),
        cancellationToken, query.VehicleIds.ToArray(), query.From, query.To, query.Limit);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<VehicleStop>> StopsAsync(JourneyQuery query, CancellationToken cancellationToken) => await ReadAsync(
        Overlapping("vehicle_stops", JourneySchema.Stops),
        r => new VehicleStop(
            r.GetString(0), r.GetInt64(1), r.IsDBNull(2) ? null : r.GetInt64(2), new GeoPoint(r.GetDouble(3), r.GetDouble(4)), r.GetDouble(5)),
        cancellationToken, query.VehicleIds.ToArray(), query.From, query.To, query.Limit);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<VehicleEvent>> EventsAsync(JourneyQuery query, CancellationToken cancellationToken) => await ReadAsync(
        $"SELECT {JourneySchema.Events} FROM ingest.vehicle_events WHERE vehicle = ANY($1) AND ts >= $2 AND ts < $3 ORDER BY vehicle, ts LIMIT $4",
        r => new VehicleEvent(
            r.GetString(0), r.GetInt64(1), r.GetString(2), r.GetString(3) is { Length: > 0 } fence ? fence : null,
            new GeoPoint(r.GetDouble(4), r.GetDouble(5)), Sql.Number(r, 6)),
        cancellationToken, query.VehicleIds.ToArray(), query.From, query.To, query.Limit);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<VehicleDay>> DaysAsync(
        IReadOnlyList<string> vehicleIds, DateOnly from, DateOnly to, CancellationToken cancellationToken) => await ReadAsync(
        $"SELECT {JourneySchema.Days} FROM ingest.vehicle_days WHERE vehicle = ANY($1) AND date >= $2 AND date <= $3 ORDER BY vehicle, date",
        r => new VehicleDay(
            r.GetString(0), DateOnly.ParseExact(r.GetString(1), JourneySchema.DateFormat, CultureInfo.InvariantCulture), r.GetDouble(2), r.GetDouble(3),
            r.GetDouble(4), r.GetDouble(5), r.GetDouble(6), r.GetInt32(7))
        {
            FuelL = Sql.Number(r, 8), WaterL = Sql.Number(r, 9),
        },
        cancellationToken, vehicleIds.ToArray(), Text(from), Text(to));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<VehicleCheckpoint>> CheckpointsAsync(CancellationToken cancellationToken) => await ReadAsync(
        $"SELECT {JourneySchema.Checkpoints} FROM ingest.vehicle_checkpoints",
        r => new VehicleCheckpoint(r.GetString(0), r.GetInt64(1), r.GetString(2)), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _gate.DisposeAsync();

    private Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object?[] values) =>
        _gate.RunAsync(connection => Sql.ListAsync(connection, sql, read, cancellationToken, values), cancellationToken);

    /// <summary>Rows of vehicles from the last one that begins before a time; trips do not overlap each other, nor do stops.</summary>
    private static string Overlapping(string table, string columns) => $"""
        SELECT {string.Join(", ", columns.Split(", ").Select(c => "t." + c))} FROM unnest($1::text[]) v(id) JOIN ingest.{table} t ON t.vehicle = v.id
        WHERE t.start_at >= coalesce((SELECT max(b.start_at) FROM ingest.{table} b WHERE b.vehicle = v.id AND b.start_at <= $2), $2)
            AND t.start_at < $3 AND (t.end_at IS NULL OR t.end_at > $2) ORDER BY t.vehicle, t.start_at LIMIT $4
        """;

    private static List<NpgsqlBatchCommand> Write(JourneyBatch batch)
    {
        List<NpgsqlBatchCommand> commands = [];
        if (batch.Trips.Count > 0)
        {
            VehicleTrip[] t = [.. batch.Trips.OrderBy(r => r.VehicleId, StringComparer.Ordinal).ThenBy(r => r.StartAt)];
            commands.Add(Sql.Part(
                Upsert("vehicle_trips", JourneySchema.Trips, 2, "text bigint bigint integer double double double double double double double"),
                Column(t, r => r.VehicleId), Column(t, r => r.StartAt), Column(t, r => r.EndAt), Column(t, r => r.Open ? 1 : 0), Column(t, r => r.From.Lat),
                Column(t, r => r.From.Lon), Column(t, r => r.To.Lat), Column(t, r => r.To.Lon), Column(t, r => r.DistanceKm), Column(t, r => r.MaxKmh), Column(t, r => r.EngineS)));
        }

        if (batch.Stops.Count > 0)
        {
            VehicleStop[] s = [.. batch.Stops.OrderBy(r => r.VehicleId, StringComparer.Ordinal).ThenBy(r => r.StartAt)];
            commands.Add(Sql.Part(
                Upsert("vehicle_stops", JourneySchema.Stops, 2, "text bigint bigint double double double"),
                Column(s, r => r.VehicleId), Column(s, r => r.StartAt), Column(s, r => r.EndAt), Column(s, r => r.Place.Lat), Column(s, r => r.Place.Lon), Column(s, r => r.IdleS)));
        }

        if (batch.Days.Count > 0)
        {
            VehicleDay[] d = [.. batch.Days.OrderBy(r => r.VehicleId, StringComparer.Ordinal).ThenBy(r => r.Date)];
            commands.Add(Sql.Part(
                Upsert("vehicle_days", JourneySchema.Days, 2, "text text double double double double double integer double double"),
                Column(d, r => r.VehicleId), Column(d, r => Text(r.Date)), Column(d, r => r.DistanceKm), Column(d, r => r.MaxKmh), Column(d, r => r.MovingS),
                Column(d, r => r.IdleS), Column(d, r => r.EngineS), Column(d, r => r.Trips), Column(d, r => r.FuelL), Column(d, r => r.WaterL)));
        }

        if (batch.Events.Count > 0)
        {
            VehicleEvent[] e = [.. batch.Events.OrderBy(r => r.VehicleId, StringComparer.Ordinal).ThenBy(r => r.Timestamp)];
            commands.Add(Sql.Part(
                Upsert("vehicle_events", JourneySchema.Events, 4, "text bigint text text double double double"),
                Column(e, r => r.VehicleId), Column(e, r => r.Timestamp), Column(e, r => r.Kind), Column(e, r => r.FenceId ?? ""), Column(e, r => r.Place.Lat),
                Column(e, r => r.Place.Lon), Column(e, r => r.SpeedKmh)));
        }

        if (batch.Checkpoints.Count > 0)
        {
            VehicleCheckpoint[] c = [.. batch.Checkpoints.OrderBy(r => r.VehicleId, StringComparer.Ordinal)];
            commands.Add(Sql.Part(
                Upsert("vehicle_checkpoints", JourneySchema.Checkpoints, 1, "text bigint text"),
                Column(c, r => r.VehicleId), Column(c, r => r.At), Column(c, r => r.Body)));
        }

        return commands;
    }

    /// <summary>Rows given as arrays; one of a key that is there takes its place. They come in the order of their keys, so that two hubs do not block each other.</summary>
    private static string Upsert(string table, string columns, int keyLength, string types)
    {
        var names = columns.Split(", ");
        var arrays = types.Split(' ').Select((type, i) => $"${i + 1}::{(type == "double" ? "double precision" : type)}[]");
        return $"""
            INSERT INTO ingest.{table}({columns}) SELECT * FROM unnest({string.Join(", ", arrays)})
            ON CONFLICT({string.Join(", ", names[..keyLength])}) DO UPDATE SET {string.Join(", ", names[keyLength..].Select(n => $"{n} = excluded.{n}"))}
            """;
    }

    private static TTo[] Column<TFrom, TTo>(TFrom[] rows, Converter<TFrom, TTo> column) => Array.ConvertAll(rows, column);

    private static string Text(DateOnly date) => date.ToString(JourneySchema.DateFormat, CultureInfo.InvariantCulture);
}
