using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace UrbanGrid.Bench.Vehicles;

/// <summary>The peer of <see cref="TrackBench"/>: a table with one row for each fix, keyed by vehicle and time.</summary>
internal sealed class RowPerFix : IAsyncDisposable
{
    private readonly SqliteConnection _connection;

    private RowPerFix(SqliteConnection connection) => _connection = connection;

    public static async Task<RowPerFix> OpenAsync(string path, int vehicles, int ticks, Func<int, long> timeOf, CancellationToken cancellationToken)
    {
        var fresh = !File.Exists(path);
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        if (fresh)
        {
            await FillAsync(connection, vehicles, ticks, timeOf, cancellationToken);
        }

        return new RowPerFix(connection);
    }

    public async Task<int> ReadAsync(string device, long from, long to, CancellationToken cancellationToken)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = "SELECT ts, lat, lon, speed, course, altitude, hdop, attributes FROM positions WHERE device = $device AND ts >= $from AND ts < $to ORDER BY ts";
        command.Parameters.AddWithValue("$device", device);
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$to", to);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var read = 0;
        while (await rows.ReadAsync(cancellationToken))
        {
            _ = (rows.GetInt64(0), rows.GetDouble(1), rows.GetDouble(2), rows.GetDouble(3), rows.GetDouble(4));
            _ = JsonSerializer.Deserialize<Dictionary<string, double>>(rows.GetString(7));
            read++;
        }

        return read;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    /// <summary>Vehicle after vehicle, which is the order of the table: the kindest way to fill it.</summary>
    private static async Task FillAsync(SqliteConnection connection, int vehicles, int ticks, Func<int, long> timeOf, CancellationToken cancellationToken)
    {
        await using (var schema = connection.CreateCommand())
        {
            schema.CommandText = """
                PRAGMA journal_mode=WAL;
                CREATE TABLE positions(device TEXT NOT NULL, ts INTEGER NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL,
                    speed REAL, course REAL, altitude REAL, hdop REAL, attributes TEXT, PRIMARY KEY(device, ts)) WITHOUT ROWID;
                """;
            await schema.ExecuteNonQueryAsync(cancellationToken);
        }

        var fleet = new Fleet(vehicles);
        for (var vehicle = 0; vehicle < vehicles; vehicle++)
        {
            await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync(cancellationToken);
            await using var insert = connection.CreateCommand();
            insert.Transaction = transaction;
            insert.CommandText = "INSERT INTO positions VALUES($device, $ts, $lat, $lon, $speed, $course, $altitude, NULL, $attributes)";
            foreach (var name in (string[])["$device", "$ts", "$lat", "$lon", "$speed", "$course", "$altitude", "$attributes"])
            {
                insert.Parameters.Add(new SqliteParameter { ParameterName = name });
            }

            for (var tick = 0; tick < ticks; tick++)
            {
                var fix = fleet.Next(vehicle, timeOf(tick), 10);
                object[] values = [Fleet.Id(vehicle), fix.Timestamp, fix.Place.Lat, fix.Place.Lon, fix.SpeedKmh!, fix.CourseDeg!, fix.AltitudeM!, JsonSerializer.Serialize(fix.Attributes)];
                for (var i = 0; i < values.Length; i++)
                {
                    insert.Parameters[i].Value = values[i];
                }

                await insert.ExecuteNonQueryAsync(cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }
    }
}
