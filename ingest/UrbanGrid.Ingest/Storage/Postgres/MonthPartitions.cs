using System.Globalization;
using Npgsql;

namespace UrbanGrid.Ingest.Storage.Postgres;

/// <summary>
/// One partition a month (UTC) of every table that grows, on a PostgreSQL without TimescaleDB: an old month goes by dropping
/// a table, which costs nothing.
/// </summary>
internal sealed class MonthPartitions
{
    private static readonly string[] Tables = ["telemetry", "positions", "events"];

    private readonly HashSet<Month> _made = [];

    /// <summary>Makes a month's partitions unless they are there. Writers of other months are not held up.</summary>
    public async Task MakeAsync(NpgsqlConnection connection, Month month, CancellationToken cancellationToken)
    {
        if (_made.Contains(month))
        {
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // Hubs that meet a new month at once make it one after the other.
        await Sql.RunAsync(connection, "SELECT pg_advisory_xact_lock(hashtext('ingest.partitions'))", cancellationToken);
        foreach (var table in Tables)
        {
            var name = NameOf(table, month);
            if (await Sql.ScalarAsync<bool>(connection, "SELECT to_regclass($1) IS NULL", cancellationToken, name))
            {
                // Attaching locks the table less than CREATE TABLE … PARTITION OF does.
                await Sql.RunAsync(
                    connection,
                    string.Create(CultureInfo.InvariantCulture, $"""
                        CREATE TABLE {name}(LIKE ingest.{table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS);
                        ALTER TABLE ingest.{table} ATTACH PARTITION {name} FOR VALUES FROM ({month.Begin}) TO ({month.End})
                        """),
                    cancellationToken);
            }
        }

        await transaction.CommitAsync(cancellationToken);
        _made.Add(month);
    }

    /// <summary>Drops the months that ended before.</summary>
    public static async Task DropBeforeAsync(NpgsqlConnection connection, long before, CancellationToken cancellationToken)
    {
        var names = await Sql.ListAsync(
            connection,
            """
            SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent
            JOIN pg_namespace n ON n.oid = p.relnamespace WHERE n.nspname = 'ingest' AND p.relkind = 'p' AND p.relname = ANY($1)
            """,
            r => r.GetString(0), cancellationToken, (object)Tables);
        foreach (var name in names.Where(n => MonthOf(n) is { } month && month.End <= before))
        {
            // A query that runs on that month is waited for, but not for ever: the next round tries again.
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await Sql.RunAsync(connection, $"SET LOCAL lock_timeout = '10s'; DROP TABLE IF EXISTS ingest.{name}", cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <summary>Forgets which months are there; the database is asked again.</summary>
    public void Forget() => _made.Clear();

    private static string NameOf(string table, Month month) =>
        string.Create(CultureInfo.InvariantCulture, $"ingest.{table}_{month.Number / 12:D4}_{(month.Number % 12) + 1:D2}");

    private static Month? MonthOf(string name)
    {
        var parts = name.Split('_');
        return parts.Length == 3
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var month)
            ? new Month((year * 12) + month - 1)
            : null;
    }
}
