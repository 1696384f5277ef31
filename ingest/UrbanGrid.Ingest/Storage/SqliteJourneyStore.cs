using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Vehicles;
using UrbanGrid.Ingest.Vehicles.Journeys;

namespace UrbanGrid.Ingest.Storage;

/// <summary>Journeys in a SQLite file of their own beside the telemetry files.</summary>
public sealed class SqliteJourneyStore : IJourneyStore, IDisposable
{
    internal const string FileName = "vehicles.db";

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly RawStatement _trip;
    private readonly RawStatement _stop;
    private readonly RawStatement _day;
    private readonly RawStatement _event;
    private readonly RawStatement _checkpoint;

    /// <summary>Opens the store in the folder of the options.</summary>
    public SqliteJourneyStore(IngestOptions options)
    {
        Directory.CreateDirectory(options.DataDirectory);
        _path = Path.Combine(options.DataDirectory, FileName);
        _connection = SqliteFile.OpenWriter(_path, JourneySchema.Sqlite);
        _trip = Upsert("vehicle_trips", JourneySchema.Trips);
        _stop = Upsert("vehicle_stops", JourneySchema.Stops);
        _day = Upsert("vehicle_days", JourneySchema.Days);
        _event = Upsert("vehicle_events", JourneySchema.Events);
        _checkpoint = Upsert("vehicle_checkpoints", JourneySchema.Checkpoints);
    }

    /// <inheritdoc/>
    public Task SaveAsync(JourneyBatch batch, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            using var transaction = _connection.BeginTransaction();
            Write(batch);
            transaction.Commit();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ReplaceAsync(JourneyReplacement replacement, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            using var transaction = _connection.BeginTransaction();
            foreach (var table in (string[])["vehicle_trips", "vehicle_stops"])
            {
                SqliteFile.Execute(
                    _connection, $"DELETE FROM {table} WHERE vehicle = $vehicle AND start_at >= $from AND start_at < $to",
                    ("$vehicle", replacement.VehicleId), ("$from", replacement.From), ("$to", replacement.To));
            }

            SqliteFile.Execute(
                _connection, "DELETE FROM vehicle_days WHERE vehicle = $vehicle AND date >= $first AND date <= $last",
                ("$vehicle", replacement.VehicleId), ("$first", Text(replacement.FirstDay)), ("$last", Text(replacement.LastDay)));
            Write(replacement.Rows);
            transaction.Commit();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<VehicleTrip>> TripsAsync(JourneyQuery query, CancellationToken cancellationToken) => ReadAsync(
        Overlapping("vehicle_trips", JourneySchema.Trips),
        r => new VehicleTrip(
            r.GetString(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3) != 0, new GeoPoint(r.GetDouble(4), r.GetDouble(5)), new GeoPoint(r.GetDouble(6), r.GetDouble(7)),
            r.GetDouble(8), r.GetDouble(9), r.GetDouble(10)),
        cancellationToken, Parameters(query));

    /// <inheritdoc/>
    public Task<IReadOnlyList<VehicleStop>> StopsAsync(JourneyQuery query, CancellationToken cancellationToken) => ReadAsync(
        Overlapping("vehicle_stops", JourneySchema.Stops),
        r => new VehicleStop(
            r.GetString(0), r.GetInt64(1), r.IsDBNull(2) ? null : r.GetInt64(2), new GeoPoint(r.GetDouble(3), r.GetDouble(4)), r.GetDouble(5)),
        cancellationToken, Parameters(query));

    /// <inheritdoc/>
    public Task<IReadOnlyList<VehicleEvent>> EventsAsync(JourneyQuery query, CancellationToken cancellationToken) => ReadAsync(
        $"""
        SELECT {JourneySchema.Events} FROM json_each($vehicles) v CROSS JOIN vehicle_events e ON e.vehicle = v.value
        WHERE e.ts >= $from AND e.ts < $to ORDER BY vehicle, ts LIMIT $limit
        """,
        r => new VehicleEvent(
            r.GetString(0), r.GetInt64(1), r.GetString(2), r.GetString(3) is { Length: > 0 } fence ? fence : null,
            new GeoPoint(r.GetDouble(4), r.GetDouble(5)), Number(r, 6)),
        cancellationToken, Parameters(query));

    /// <inheritdoc/>
    public Task<IReadOnlyList<VehicleDay>> DaysAsync(IReadOnlyList<string> vehicleIds, DateOnly from, DateOnly to, CancellationToken cancellationToken) => ReadAsync(
        $"""
        SELECT {JourneySchema.Days} FROM json_each($vehicles) v CROSS JOIN vehicle_days d ON d.vehicle = v.value
        WHERE d.date >= $from AND d.date <= $to ORDER BY vehicle, date
        """,
        r => new VehicleDay(
            r.GetString(0), DateOnly.ParseExact(r.GetString(1), JourneySchema.DateFormat, CultureInfo.InvariantCulture), r.GetDouble(2), r.GetDouble(3),
            r.GetDouble(4), r.GetDouble(5), r.GetDouble(6), r.GetInt32(7))
        {
            FuelL = Number(r, 8), WaterL = Number(r, 9),
        },
        cancellationToken, ("$vehicles", JsonSerializer.Serialize(vehicleIds)), ("$from", Text(from)), ("$to", Text(to)));

    /// <inheritdoc/>
    public Task<IReadOnlyList<VehicleCheckpoint>> CheckpointsAsync(CancellationToken cancellationToken) => ReadAsync(
        $"SELECT {JourneySchema.Checkpoints} FROM vehicle_checkpoints", r => new VehicleCheckpoint(r.GetString(0), r.GetInt64(1), r.GetString(2)), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        SqliteFile.CloseReaders([_path]);
        foreach (var statement in (RawStatement[])[_trip, _stop, _day, _event, _checkpoint])
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    /// <summary>Rows of vehicles from the last one that begins before a time; trips do not overlap each other, nor do stops.</summary>
    private static string Overlapping(string table, string columns) => $"""
        SELECT {columns} FROM json_each($vehicles) v CROSS JOIN {table} t ON t.vehicle = v.value
        WHERE t.start_at >= coalesce((SELECT max(b.start_at) FROM {table} b WHERE b.vehicle = v.value AND b.start_at <= $from), $from)
            AND t.start_at < $to AND (t.end_at IS NULL OR t.end_at > $from) ORDER BY vehicle, start_at LIMIT $limit
        """;

    private static (string, object?)[] Parameters(JourneyQuery query) =>
        [("$vehicles", JsonSerializer.Serialize(query.VehicleIds)), ("$from", query.From), ("$to", query.To), ("$limit", query.Limit)];

    private async Task<IReadOnlyList<T>> ReadAsync<T>(
        string sql, Func<SqliteDataReader, T> read, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
    {
        await using var connection = await SqliteFile.OpenReaderAsync(_path, cancellationToken);
        await using var command = SqliteFile.Command(connection, sql, parameters);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var list = new List<T>();
        while (await rows.ReadAsync(cancellationToken))
        {
            list.Add(read(rows));
        }

        return list;
    }

    private void Write(JourneyBatch batch)
    {
        foreach (var t in batch.Trips)
        {
            _trip.Bind(1, t.VehicleId).Bind(2, t.StartAt).Bind(3, t.EndAt).Bind(4, t.Open ? 1L : 0L).Bind(5, t.From.Lat).Bind(6, t.From.Lon)
                .Bind(7, t.To.Lat).Bind(8, t.To.Lon).Bind(9, t.DistanceKm).Bind(10, t.MaxKmh).Bind(11, t.EngineS).Run();
        }

        foreach (var s in batch.Stops)
        {
            _stop.Bind(1, s.VehicleId).Bind(2, s.StartAt).Bind(4, s.Place.Lat).Bind(5, s.Place.Lon).Bind(6, s.IdleS);
            _ = s.EndAt is { } end ? _stop.Bind(3, end) : _stop.Bind(3, (string?)null);
            _stop.Run();
        }

        foreach (var d in batch.Days)
        {
            _day.Bind(1, d.VehicleId).Bind(2, Text(d.Date)).Bind(3, d.DistanceKm).Bind(4, d.MaxKmh).Bind(5, d.MovingS).Bind(6, d.IdleS).Bind(7, d.EngineS)
                .Bind(8, (long)d.Trips).Bind(9, d.FuelL).Bind(10, d.WaterL).Run();
        }

        foreach (var e in batch.Events)
        {
            _event.Bind(1, e.VehicleId).Bind(2, e.Timestamp).Bind(3, e.Kind).Bind(4, e.FenceId ?? "").Bind(5, e.Place.Lat).Bind(6, e.Place.Lon).Bind(7, e.SpeedKmh).Run();
        }

        foreach (var c in batch.Checkpoints)
        {
            _checkpoint.Bind(1, c.VehicleId).Bind(2, c.At).Bind(3, c.Body).Run();
        }
    }

    private RawStatement Upsert(string table, string columns) =>
        new(_connection, $"INSERT OR REPLACE INTO {table}({columns}) VALUES({string.Join(", ", columns.Split(',').Select((_, i) => $"?{i + 1}"))})");

    private static string Text(DateOnly date) => date.ToString(JourneySchema.DateFormat, CultureInfo.InvariantCulture);

    private static double? Number(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);
}
