using System.Globalization;
using Microsoft.Data.Sqlite;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest.Sessions;

/// <summary>Reads a whole session file, once, at start.</summary>
internal static class SessionFileReader
{
    public static KeptState Read(string path)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        var subscriptions = Query(connection, "SELECT client, filter, options, identifier FROM subscriptions", Subscription);
        var deliveries = Query(
            connection,
            """
            SELECT client, sequence, topic, payload, properties, published_qos, published_retain, sender, expires, qos, retain, identifiers, packet, received
            FROM deliveries ORDER BY client, sequence
            """,
            Delivery);
        var receipts = Query(connection, "SELECT client, packet FROM receipts", r => (r.GetString(0), (ushort)r.GetInt32(1)));
        var sessions = Query(
            connection, "SELECT client, owner, expiry, disconnected FROM sessions",
            r => (r.GetString(0), new KeptSession
            {
                ClientId = r.GetString(0),
                Owner = Text(r, 1),
                ExpirySeconds = (uint)r.GetInt64(2),
                DisconnectedAt = Number(r, 3),
                Subscriptions = [.. subscriptions[r.GetString(0)]],
                Deliveries = [.. deliveries[r.GetString(0)]],
                Receipts = [.. receipts[r.GetString(0)]],
            }));
        var retained = Query(connection, "SELECT topic, payload, properties, qos, sender, expires FROM retained", Retained);
        return new KeptState([.. sessions.SelectMany(s => s)], [.. retained.SelectMany(m => m)]);
    }

    private static ILookup<string, T> Query<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, (string Key, T Row)> read)
    {
        using var command = SqliteFile.Command(connection, sql);
        using var reader = command.ExecuteReader();
        var rows = new List<(string Key, T Row)>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows.ToLookup(r => r.Key, r => r.Row, StringComparer.Ordinal);
    }

    private static (string, KeptSubscription) Subscription(SqliteDataReader row) =>
        (row.GetString(0), new KeptSubscription(row.GetString(1), (byte)row.GetInt32(2), row.GetInt32(3)));

    private static (string, KeptDelivery) Delivery(SqliteDataReader row) => (row.GetString(0), new KeptDelivery
    {
        Sequence = row.GetInt64(1),
        Message = new KeptMessage
        {
            Topic = row.GetString(2), Payload = Bytes(row, 3), Properties = Bytes(row, 4), Qos = (MqttQos)row.GetInt32(5),
            Retain = row.GetInt32(6) != 0, SenderId = Text(row, 7), ExpiresAt = Number(row, 8),
        },
        Qos = (MqttQos)row.GetInt32(9),
        Retain = row.GetInt32(10) != 0,
        SubscriptionIds = Text(row, 11) is { } ids ? [.. ids.Split(',').Select(i => int.Parse(i, CultureInfo.InvariantCulture))] : [],
        PacketId = (ushort)row.GetInt32(12),
        Received = row.GetInt32(13) != 0,
    });

    private static (string, KeptMessage) Retained(SqliteDataReader row) => (row.GetString(0), new KeptMessage
    {
        Topic = row.GetString(0), Payload = Bytes(row, 1), Properties = Bytes(row, 2), Qos = (MqttQos)row.GetInt32(3),
        Retain = true, SenderId = Text(row, 4), ExpiresAt = Number(row, 5),
    });

    private static byte[] Bytes(SqliteDataReader row, int column) => row.IsDBNull(column) ? [] : row.GetFieldValue<byte[]>(column);

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long? Number(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
