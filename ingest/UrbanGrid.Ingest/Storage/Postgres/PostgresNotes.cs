using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Storage.Postgres;

/// <summary>What ingest remembers beside the observations: dead letters, alarms, learned backgrounds.</summary>
internal sealed class PostgresNotes(PostgresGate gate)
{
    public async Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(string? deviceId, int limit, CancellationToken cancellationToken) =>
        await gate.RunAsync(
            connection => Sql.ListAsync(
                connection,
                """
                SELECT device, received_at, topic, reason, detail, refused, size, payload FROM ingest.dead_letters
                WHERE $1::text IS NULL OR device = $1 ORDER BY id DESC LIMIT $2
                """,
                r => new DeadLetter
                {
                    DeviceId = r.GetString(0),
                    ReceivedAt = r.GetInt64(1),
                    Topic = r.GetString(2),
                    Reason = r.GetString(3),
                    Detail = r.GetString(4),
                    Refused = r.GetInt32(5),
                    PayloadBytes = r.GetInt64(6),
                    Payload = r.GetFieldValue<byte[]>(7),
                },
                cancellationToken, deviceId, limit),
            cancellationToken);

    public async ValueTask SaveAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        var body = PostgresText.Clean(JsonSerializer.Serialize(alarm with { Pictures = [] }, WireJson.Default.Alarm));
        await gate.RunAsync(
            connection => Sql.RunAsync(
                connection,
                """
                INSERT INTO ingest.alarms(id, device, raised_at, cleared_at, body) VALUES($1, $2, $3, $4::bigint, $5)
                ON CONFLICT(id) DO UPDATE SET cleared_at = excluded.cleared_at, body = excluded.body
                """,
                cancellationToken, alarm.Id, alarm.DeviceId, alarm.RaisedAt, alarm.ClearedAt, body),
            cancellationToken);
    }

    public Task<IReadOnlyList<Alarm>> OpenAlarmsAsync(CancellationToken cancellationToken) =>
        AlarmsAsync("SELECT body FROM ingest.alarms WHERE cleared_at IS NULL", cancellationToken);

    public Task<IReadOnlyList<Alarm>> AlarmsAsync(string deviceId, int limit, CancellationToken cancellationToken) =>
        AlarmsAsync("SELECT body FROM ingest.alarms WHERE device = $1 ORDER BY raised_at DESC LIMIT $2", cancellationToken, deviceId, limit);

    public async ValueTask SaveAsync(LearnedBackground background, CancellationToken cancellationToken) =>
        await gate.RunAsync(
            connection => Sql.RunAsync(
                connection, "INSERT INTO ingest.backgrounds(device, metric, value) VALUES($1, $2, $3) ON CONFLICT(device, metric) DO UPDATE SET value = excluded.value",
                cancellationToken, background.DeviceId, background.Metric, background.Value),
            cancellationToken);

    public async Task<IReadOnlyList<LearnedBackground>> BackgroundsAsync(CancellationToken cancellationToken) =>
        await gate.RunAsync(
            connection => Sql.ListAsync(
                connection, "SELECT device, metric, value FROM ingest.backgrounds",
                r => new LearnedBackground(r.GetString(0), r.GetString(1), r.GetDouble(2)), cancellationToken),
            cancellationToken);

    private async Task<IReadOnlyList<Alarm>> AlarmsAsync(string sql, CancellationToken cancellationToken, params object?[] values)
    {
        var alarms = await gate.RunAsync(
            connection => Sql.ListAsync(connection, sql, r => JsonSerializer.Deserialize(r.GetString(0), WireJson.Default.Alarm), cancellationToken, values),
            cancellationToken);
        return [.. alarms.OfType<Alarm>()];
    }
}
