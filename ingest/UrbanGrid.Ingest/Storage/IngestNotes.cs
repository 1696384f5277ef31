using System.Text.Json;
using Microsoft.Data.Sqlite;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Storage;

/// <summary>What ingest remembers beside the observations: dead letters, alarms, learned backgrounds. One small file.</summary>
internal sealed class IngestNotes : IDisposable
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS dead_letters(id INTEGER PRIMARY KEY, device TEXT NOT NULL, received_at INTEGER NOT NULL, topic TEXT NOT NULL,
            reason TEXT NOT NULL, detail TEXT NOT NULL, refused INTEGER NOT NULL, size INTEGER NOT NULL, payload BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS ix_dead_letters_device ON dead_letters(device, id);
        CREATE TABLE IF NOT EXISTS alarms(id TEXT PRIMARY KEY, device TEXT NOT NULL, raised_at INTEGER NOT NULL, cleared_at INTEGER, body TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS ix_alarms_device ON alarms(device, raised_at);
        CREATE INDEX IF NOT EXISTS ix_alarms_open ON alarms(device) WHERE cleared_at IS NULL;
        CREATE TABLE IF NOT EXISTS backgrounds(device TEXT NOT NULL, metric TEXT NOT NULL, value REAL NOT NULL, PRIMARY KEY(device, metric)) WITHOUT ROWID;
        """;

    private readonly Lock _lock = new();
    private readonly SqliteConnection _connection;
    private readonly IngestOptions _options;

    public IngestNotes(string path, IngestOptions options)
    {
        _connection = SqliteFile.OpenWriter(path, Schema);
        _options = options;
    }

    /// <summary>Keeps dead letters; the oldest of the device, and of all, give way beyond the bounds.</summary>
    public void Add(IReadOnlyList<DeadLetter> letters)
    {
        lock (_lock)
        {
            using var transaction = _connection.BeginTransaction();
            foreach (var letter in letters)
            {
                Run(
                    "INSERT INTO dead_letters(device, received_at, topic, reason, detail, refused, size, payload) VALUES($device, $at, $topic, $reason, $detail, $refused, $size, $payload)",
                    ("$device", letter.DeviceId), ("$at", letter.ReceivedAt), ("$topic", letter.Topic), ("$reason", letter.Reason),
                    ("$detail", letter.Detail), ("$refused", letter.Refused), ("$size", letter.PayloadBytes), ("$payload", letter.Payload));
            }

            foreach (var device in letters.Select(l => l.DeviceId).Distinct())
            {
                Run(
                    "DELETE FROM dead_letters WHERE device = $device AND id <= (SELECT id FROM dead_letters WHERE device = $device ORDER BY id DESC LIMIT 1 OFFSET $keep)",
                    ("$device", device), ("$keep", _options.DeadLettersPerDevice));
            }

            Run("DELETE FROM dead_letters WHERE id <= (SELECT id FROM dead_letters ORDER BY id DESC LIMIT 1 OFFSET $keep)", ("$keep", _options.DeadLettersTotal));
            transaction.Commit();
        }
    }

    public void Save(IReadOnlyList<Alarm> alarms)
    {
        lock (_lock)
        {
            using var transaction = _connection.BeginTransaction();
            foreach (var alarm in alarms)
            {
                Run(
                    "INSERT INTO alarms(id, device, raised_at, cleared_at, body) VALUES($id, $device, $raised, $cleared, $body) ON CONFLICT(id) DO UPDATE SET cleared_at = excluded.cleared_at, body = excluded.body",
                    ("$id", alarm.Id), ("$device", alarm.DeviceId), ("$raised", alarm.RaisedAt), ("$cleared", alarm.ClearedAt),
                    ("$body", JsonSerializer.Serialize(alarm with { Pictures = [] }, WireJson.Default.Alarm)));
            }

            transaction.Commit();
        }
    }

    public void Save(LearnedBackground background)
    {
        lock (_lock)
        {
            Run(
                "INSERT INTO backgrounds(device, metric, value) VALUES($device, $metric, $value) ON CONFLICT DO UPDATE SET value = excluded.value",
                ("$device", background.DeviceId), ("$metric", background.Metric), ("$value", background.Value));
        }
    }

    public void Dispose() => _connection.Dispose();

    private void Run(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) => SqliteFile.Execute(_connection, sql, parameters);
}
