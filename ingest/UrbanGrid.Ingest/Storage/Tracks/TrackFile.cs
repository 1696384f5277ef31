using Microsoft.Data.Sqlite;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Storage.Tracks;

/// <summary>Reads the tracks of a month's file.</summary>
internal static class TrackFile
{
    /// <summary>Names of attributes in the file.</summary>
    public static void ReadNames(SqliteConnection connection, AttributeNames into)
    {
        using var command = SqliteFile.Command(connection, "SELECT name FROM attribute_names ORDER BY id");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            into.IdOf(rows.GetString(0));
        }
    }

    /// <summary>Reads the names and what is in the inbox.</summary>
    public static OpenTracks ReadInbox(SqliteConnection connection)
    {
        var open = new OpenTracks();
        ReadNames(connection, open.Names);
        var devices = Devices(connection);
        using var command = SqliteFile.Command(connection, "SELECT data FROM track_inbox ORDER BY id");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var cursor = new TrackCursor((byte[])rows[0]);
            var codec = default(FixCodec);
            while (!cursor.AtEnd)
            {
                var vehicle = (long)cursor.Unsigned();
                open.Add(devices[vehicle], vehicle, codec.Read(ref cursor, open.Names));
            }
        }

        return open;
    }

    /// <summary>Number in the file → device id.</summary>
    public static Dictionary<long, string> Devices(SqliteConnection connection)
    {
        var devices = new Dictionary<long, string>();
        using var command = SqliteFile.Command(connection, "SELECT id, device FROM vehicles");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            devices[rows.GetInt64(0)] = rows.GetString(1);
        }

        return devices;
    }

    /// <summary>Fixes of a vehicle that are in blocks, in the order in which the blocks begin and were written.</summary>
    /// <param name="connection">The month's file.</param>
    /// <param name="device">Device id.</param>
    /// <param name="from">First moment, Unix ms.</param>
    /// <param name="to">Moment after the last one.</param>
    /// <param name="limit">Fixes after which no later block is read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<List<PositionSample>> ReadBlocksAsync(
        SqliteConnection connection, string device, long from, long to, int limit, CancellationToken cancellationToken)
    {
        var fixes = new List<PositionSample>();
        var names = new AttributeNames();
        ReadNames(connection, names);
        await using var command = SqliteFile.Command(
            connection,
            """
            SELECT b.begin, b.finish, b.data FROM vehicles v JOIN track_blocks b ON b.vehicle = v.id
            WHERE v.device = $device AND b.begin > $before AND b.begin < $to AND b.finish >= $from ORDER BY b.begin, b.serial
            """,
            ("$device", device), ("$before", from < long.MinValue + TrackTables.HourMs ? from : from - TrackTables.HourMs), ("$from", from), ("$to", to));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var finish = long.MinValue;
        while (await rows.ReadAsync(cancellationToken))
        {
            if (fixes.Count >= limit && rows.GetInt64(0) > finish)
            {
                break;
            }

            finish = Math.Max(finish, rows.GetInt64(1));
            TrackFixes.Decode((byte[])rows[2], names, from, to, fixes);
        }

        return fixes;
    }

    /// <summary>Last fix in blocks of every vehicle of the file.</summary>
    public static async Task<List<(string Device, PositionSample Fix)>> ReadLatestAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var names = new AttributeNames();
        ReadNames(connection, names);
        var latest = new List<(string, PositionSample)>();
        await using var command = SqliteFile.Command(connection, """
            SELECT v.device, (SELECT b.data FROM track_blocks b WHERE b.vehicle = v.id
                AND b.begin > (SELECT max(begin) FROM track_blocks WHERE vehicle = v.id) - 3600000 ORDER BY b.finish DESC, b.serial LIMIT 1)
            FROM vehicles v
            """);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            if (!rows.IsDBNull(1))
            {
                var fixes = new List<PositionSample>();
                TrackFixes.Decode((byte[])rows[1], names, long.MinValue, long.MaxValue, fixes);
                latest.Add((rows.GetString(0), fixes.MaxBy(f => f.Timestamp)!));
            }
        }

        return latest;
    }

    /// <summary>Whether a file must be opened by its writer before it can be read: it has no blocks yet, or something in the inbox.</summary>
    public static bool WantsWriter(SqliteConnection connection)
    {
        using var tables = SqliteFile.Command(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'track_blocks'");
        if ((long)tables.ExecuteScalar()! == 0)
        {
            return true;
        }

        using var inbox = SqliteFile.Command(connection, "SELECT EXISTS(SELECT 1 FROM track_inbox)");
        return (long)inbox.ExecuteScalar()! != 0;
    }
}
