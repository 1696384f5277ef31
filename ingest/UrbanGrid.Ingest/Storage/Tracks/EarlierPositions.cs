using System.Text.Json;
using Microsoft.Data.Sqlite;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Storage.Tracks;

/// <summary>Files written before tracks had blocks keep one row for each fix: they are folded into blocks when the file is opened.</summary>
internal static class EarlierPositions
{
    public static void Fold(SqliteConnection connection, TrackWriter writer)
    {
        using (var find = SqliteFile.Command(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'positions'"))
        {
            if ((long)find.ExecuteScalar()! == 0)
            {
                return;
            }
        }

        using var transaction = connection.BeginTransaction();
        using (var command = SqliteFile.Command(connection, "SELECT device, ts, lat, lon, speed, course, altitude, hdop, attributes FROM positions ORDER BY device, ts"))
        {
            command.Transaction = transaction;
            using var rows = command.ExecuteReader();
            var (device, fixes) = ("", new List<PositionSample>());
            while (rows.Read())
            {
                if (rows.GetString(0) != device)
                {
                    Write(writer, device, fixes);
                    device = rows.GetString(0);
                }

                fixes.Add(new PositionSample(
                    rows.GetInt64(1), new GeoPoint(rows.GetDouble(2), rows.GetDouble(3)), Number(rows, 4), Number(rows, 5), Number(rows, 6), Number(rows, 7),
                    rows.IsDBNull(8) ? FixAttributes.None : FixAttributes.Of(JsonSerializer.Deserialize<Dictionary<string, double>>(rows.GetString(8)) ?? [])));
            }

            Write(writer, device, fixes);
        }

        using (var drop = SqliteFile.Command(connection, "DROP TABLE positions"))
        {
            drop.Transaction = transaction;
            drop.ExecuteNonQuery();
        }

        writer.KeepNames();
        transaction.Commit();
        writer.AfterCommit();
    }

    private static void Write(TrackWriter writer, string device, List<PositionSample> fixes)
    {
        if (fixes.Count > 0)
        {
            writer.WriteBlocks(writer.VehicleOf(device), fixes, serial: 0);
            fixes.Clear();
        }
    }

    private static double? Number(SqliteDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetDouble(column);
}
