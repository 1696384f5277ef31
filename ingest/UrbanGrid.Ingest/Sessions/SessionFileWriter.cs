using System.Globalization;
using Microsoft.Data.Sqlite;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest.Sessions;

/// <summary>The writing end of the session file. Not thread-safe.</summary>
internal sealed class SessionFileWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    public SessionFileWriter(string path) => _connection = SqliteFile.OpenWriter(path, SessionFile.Schema);

    /// <summary>Writes changes in order, all of them or none.</summary>
    public void Write(List<SessionChange> changes)
    {
        var passing = Passing(changes);
        using var transaction = _connection.BeginTransaction();
        foreach (var change in changes)
        {
            if (passing.Count == 0 || KeyOf(change) is not { } key || !passing.Contains(key))
            {
                Write(change, transaction);
            }
        }

        transaction.Commit();
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    /// <summary>Messages that come and go within these changes: a client that is there acknowledged them already.</summary>
    private static HashSet<(string Client, long Sequence)> Passing(List<SessionChange> changes)
    {
        var gone = new HashSet<(string, long)>();
        foreach (var change in changes)
        {
            if (change is SessionChange.SessionForgotten)
            {
                // The client's next session counts from the beginning again.
                return [];
            }

            if (change is SessionChange.DeliveryForgotten forgotten)
            {
                gone.Add((forgotten.ClientId, forgotten.Sequence));
            }
        }

        if (gone.Count > 0)
        {
            gone.IntersectWith(changes.OfType<SessionChange.DeliveryKept>().Select(c => (c.ClientId, c.Delivery.Sequence)));
        }

        return gone;
    }

    private static (string Client, long Sequence)? KeyOf(SessionChange change) => change switch
    {
        SessionChange.DeliveryKept c => (c.ClientId, c.Delivery.Sequence),
        SessionChange.DeliverySent c => (c.ClientId, c.Sequence),
        SessionChange.DeliveryReceived c => (c.ClientId, c.Sequence),
        SessionChange.DeliveryForgotten c => (c.ClientId, c.Sequence),
        _ => null,
    };

    private void Write(SessionChange change, SqliteTransaction transaction)
    {
        switch (change)
        {
            case SessionChange.SessionKept c:
                Run(transaction, "INSERT OR REPLACE INTO sessions(client, owner, expiry, disconnected) VALUES(@p0, @p1, @p2, @p3)",
                    c.ClientId, c.Owner, (long)c.ExpirySeconds, c.DisconnectedAt);
                break;
            case SessionChange.SessionForgotten c:
                Run(transaction, "DELETE FROM sessions WHERE client = @p0", c.ClientId);
                Run(transaction, "DELETE FROM subscriptions WHERE client = @p0", c.ClientId);
                Run(transaction, "DELETE FROM deliveries WHERE client = @p0", c.ClientId);
                Run(transaction, "DELETE FROM receipts WHERE client = @p0", c.ClientId);
                break;
            case SessionChange.SubscriptionKept { Subscription: var s } c:
                Run(transaction, "INSERT OR REPLACE INTO subscriptions(client, filter, options, identifier) VALUES(@p0, @p1, @p2, @p3)",
                    c.ClientId, s.Filter, (long)s.Options, (long)s.Identifier);
                break;
            case SessionChange.SubscriptionForgotten c:
                Run(transaction, "DELETE FROM subscriptions WHERE client = @p0 AND filter = @p1", c.ClientId, c.Filter);
                break;
            case SessionChange.DeliveryKept c:
                WriteDelivery(c, transaction);
                break;
            case SessionChange.DeliverySent c:
                Run(transaction, "UPDATE deliveries SET packet = @p2 WHERE client = @p0 AND sequence = @p1", c.ClientId, c.Sequence, (long)c.PacketId);
                break;
            case SessionChange.DeliveryReceived c:
                // Only the packet identifier is needed from here on.
                Run(transaction, "UPDATE deliveries SET received = 1, payload = NULL WHERE client = @p0 AND sequence = @p1", c.ClientId, c.Sequence);
                break;
            case SessionChange.DeliveryForgotten c:
                Run(transaction, "DELETE FROM deliveries WHERE client = @p0 AND sequence = @p1", c.ClientId, c.Sequence);
                break;
            case SessionChange.ReceiptKept c:
                Run(transaction, "INSERT OR IGNORE INTO receipts(client, packet) VALUES(@p0, @p1)", c.ClientId, (long)c.PacketId);
                break;
            case SessionChange.ReceiptForgotten c:
                Run(transaction, "DELETE FROM receipts WHERE client = @p0 AND packet = @p1", c.ClientId, (long)c.PacketId);
                break;
            case SessionChange.RetainedKept { Message: var m }:
                Run(transaction, "INSERT OR REPLACE INTO retained(topic, payload, properties, qos, sender, expires) VALUES(@p0, @p1, @p2, @p3, @p4, @p5)",
                    m.Topic, Bytes(m.Payload), Bytes(m.Properties), (long)m.Qos, m.SenderId, m.ExpiresAt);
                break;
            case SessionChange.RetainedForgotten c:
                Run(transaction, "DELETE FROM retained WHERE topic = @p0", c.Topic);
                break;
            default:
                throw new NotSupportedException(change.GetType().Name);
        }
    }

    private void WriteDelivery(SessionChange.DeliveryKept change, SqliteTransaction transaction)
    {
        var delivery = change.Delivery;
        var message = delivery.Message;
        Run(transaction,
            """
            INSERT OR REPLACE INTO deliveries(client, sequence, topic, payload, properties, published_qos, published_retain, sender, expires, qos, retain, identifiers)
            VALUES(@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11)
            """,
            change.ClientId, delivery.Sequence, message.Topic, Bytes(message.Payload), Bytes(message.Properties), (long)message.Qos, message.Retain ? 1L : 0L,
            message.SenderId, message.ExpiresAt, (long)delivery.Qos, delivery.Retain ? 1L : 0L,
            delivery.SubscriptionIds.Count == 0 ? null : string.Join(',', delivery.SubscriptionIds.Select(i => i.ToString(CultureInfo.InvariantCulture))));
    }

    private static byte[]? Bytes(ReadOnlyMemory<byte> bytes) => bytes.IsEmpty ? null : bytes.ToArray();

    private void Run(SqliteTransaction transaction, string sql, params ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = SqliteFile.Command(_connection, sql);
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"@p{i.ToString(CultureInfo.InvariantCulture)}" });
            }

            _commands[sql] = command;
        }

        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        command.ExecuteNonQuery();
    }
}
