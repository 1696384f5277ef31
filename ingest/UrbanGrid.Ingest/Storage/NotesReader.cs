using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Storage;

/// <summary>Queries over <see cref="IngestNotes"/>' file.</summary>
internal sealed class NotesReader(string path)
{
    public async Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(string? deviceId, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await SqliteFile.OpenReaderAsync(path, cancellationToken);
        await using var command = SqliteFile.Command(
            connection,
            "SELECT device, received_at, topic, reason, detail, refused, size, payload FROM dead_letters WHERE $device IS NULL OR device = $device ORDER BY id DESC LIMIT $limit",
            ("$device", deviceId), ("$limit", limit));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var letters = new List<DeadLetter>();
        while (await rows.ReadAsync(cancellationToken))
        {
            letters.Add(new DeadLetter
            {
                DeviceId = rows.GetString(0),
                ReceivedAt = rows.GetInt64(1),
                Topic = rows.GetString(2),
                Reason = rows.GetString(3),
                Detail = rows.GetString(4),
                Refused = rows.GetInt32(5),
                PayloadBytes = rows.GetInt64(6),
                Payload = rows.GetFieldValue<byte[]>(7),
            });
        }

        return letters;
    }

    public Task<IReadOnlyList<Alarm>> OpenAlarmsAsync(CancellationToken cancellationToken) =>
        ReadAlarmsAsync("SELECT body FROM alarms WHERE cleared_at IS NULL AND $device IS NULL LIMIT $limit", null, int.MaxValue, cancellationToken);

    public Task<IReadOnlyList<Alarm>> AlarmsAsync(string deviceId, int limit, CancellationToken cancellationToken) =>
        ReadAlarmsAsync("SELECT body FROM alarms WHERE device = $device ORDER BY raised_at DESC LIMIT $limit", deviceId, limit, cancellationToken);

    public async Task<IReadOnlyList<LearnedBackground>> BackgroundsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await SqliteFile.OpenReaderAsync(path, cancellationToken);
        await using var command = SqliteFile.Command(connection, "SELECT device, metric, value FROM backgrounds");
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var backgrounds = new List<LearnedBackground>();
        while (await rows.ReadAsync(cancellationToken))
        {
            backgrounds.Add(new LearnedBackground(rows.GetString(0), rows.GetString(1), rows.GetDouble(2)));
        }

        return backgrounds;
    }

    private async Task<IReadOnlyList<Alarm>> ReadAlarmsAsync(string sql, string? deviceId, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await SqliteFile.OpenReaderAsync(path, cancellationToken);
        await using var command = SqliteFile.Command(connection, sql, ("$device", deviceId), ("$limit", limit));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var alarms = new List<Alarm>();
        while (await rows.ReadAsync(cancellationToken))
        {
            if (JsonSerializer.Deserialize(rows.GetString(0), WireJson.Default.Alarm) is { } alarm)
            {
                alarms.Add(alarm);
            }
        }

        return alarms;
    }
}
