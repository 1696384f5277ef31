using System.Text.Json;
using Npgsql;
using UrbanGrid.Ingest.Storage.Postgres;

namespace UrbanGrid.Ingest.Storage.Copying;

/// <summary>
/// How far the copy of one table of one file has come. Kept in the target, in the transaction of the rows it speaks of, so
/// that an interrupted copy goes on exactly there.
/// </summary>
/// <param name="Key">Key of the last row copied; null at the beginning.</param>
/// <param name="Rows">Rows copied so far.</param>
internal sealed record CopyCursor(object[]? Key, long Rows)
{
    public static readonly CopyCursor Start = new(null, 0);

    public static Task PrepareAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => Sql.RunAsync(
        connection,
        "CREATE TABLE IF NOT EXISTS ingest.copy_progress(file text NOT NULL, name text NOT NULL, key text NOT NULL, rows bigint NOT NULL, PRIMARY KEY(file, name))",
        cancellationToken);

    public static async Task<CopyCursor> ReadAsync(NpgsqlConnection connection, string file, string table, CancellationToken cancellationToken)
    {
        var found = await Sql.ListAsync(
            connection, "SELECT key, rows FROM ingest.copy_progress WHERE file = $1 AND name = $2",
            r => new CopyCursor(ReadKey(r.GetString(0)), r.GetInt64(1)), cancellationToken, file, table);
        return found.Count > 0 ? found[0] : Start;
    }

    public Task SaveAsync(NpgsqlConnection connection, string file, string table, CancellationToken cancellationToken) => Sql.RunAsync(
        connection,
        """
        INSERT INTO ingest.copy_progress(file, name, key, rows) VALUES($1, $2, $3, $4)
        ON CONFLICT(file, name) DO UPDATE SET key = excluded.key, rows = excluded.rows
        """,
        cancellationToken, file, table, JsonSerializer.Serialize(Key), Rows);

    private static object[]? ReadKey(string json) => JsonSerializer.Deserialize<JsonElement[]?>(json)
        ?.Select(e => e.ValueKind == JsonValueKind.Number ? e.GetInt64() : (object)e.GetString()!).ToArray();
}
