using System.Data.Common;
using System.Globalization;

namespace UrbanGrid.Bench;

/// <summary>
/// Multiplies the cases of a store, with log, clocks and pauses: each copy is later by whole weeks and a little beside. Copies keep the
/// hashes of their originals, so the chain of the log does not hold; everything else is as if it had been played.
/// </summary>
internal sealed class CaseCopies(DbConnection connection, bool isServer)
{
    private const string TimeEnd = "_at";
    private const string Deadline = "deadline";

    private static readonly string[] Tables = ["cases", "case_log", "case_clocks", "case_pauses"];

    /// <summary>Adds copies 1 … <paramref name="copies"/>; the last is later by <paramref name="span"/>.</summary>
    public async Task AddAsync(int copies, TimeSpan span, CancellationToken cancellationToken)
    {
        var indexes = await TakeIndexesAwayAsync(cancellationToken);
        await ExecuteAsync(isServer ? "set session_replication_role = replica" : "pragma foreign_keys = off; pragma synchronous = off; pragma cache_size = -400000", cancellationToken);
        var (cases, entries) = (await LastAsync("cases", "id", cancellationToken), await LastAsync("case_log", "position", cancellationToken));
        var (clocks, pauses) = (await LastAsync("case_clocks", "id", cancellationToken), await LastAsync("case_pauses", "id", cancellationToken));
        var columns = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var table in Tables)
        {
            columns[table] = await ColumnsAsync(table, cancellationToken);
        }

        await ExecuteAsync("begin", cancellationToken);
        for (var copy = 1; copy <= copies; copy++)
        {
            var later = (long)(Math.Floor(span.TotalDays * copy / copies / 7) * 7 * 86_400_000);
            var shifted = new Dictionary<string, string>
            {
                ["cases.id"] = Plus("id", copy * cases), ["cases.duplicate_of"] = Plus("duplicate_of", copy * cases),
                ["cases.number"] = $"number || 'x{copy}'", ["cases.source_key"] = $"source_key || ':{copy}'",
                ["cases.lat"] = Beside("lat", copy % 40), ["cases.lon"] = Beside("lon", copy / 40 % 40),
                ["case_log.position"] = Plus("position", copy * entries), ["case_log.case_id"] = Plus("case_id", copy * cases),
                ["case_log.case_number"] = $"case_number || 'x{copy}'", ["case_log.at"] = Plus("at", later),
                ["case_clocks.id"] = Plus("id", copy * clocks), ["case_clocks.case_id"] = Plus("case_id", copy * cases),
                ["case_pauses.id"] = Plus("id", copy * pauses), ["case_pauses.clock_id"] = Plus("clock_id", copy * clocks),
            };
            foreach (var (table, last) in Tables.Zip([cases, entries, clocks, pauses]))
            {
                var values = columns[table].Select(column => shifted.TryGetValue($"{table}.{column}", out var value) ? value
                    : column.EndsWith(TimeEnd, StringComparison.Ordinal) || column.EndsWith(Deadline, StringComparison.Ordinal) ? Plus(column, later)
                    : column);
                var key = table == "case_log" ? "position" : "id";
                await ExecuteAsync(
                    $"insert into {table} ({string.Join(", ", columns[table])}) select {string.Join(", ", values)} from {table} where {key} <= {last} order by {key}",
                    cancellationToken);
            }
        }

        await ExecuteAsync("update case_log_head set position = (select max(position) from case_log)", cancellationToken);
        await ExecuteAsync("commit", cancellationToken);
        foreach (var index in indexes)
        {
            await ExecuteAsync(index, cancellationToken);
        }

        foreach (var table in isServer ? Tables.Where(t => t != "case_log") : [])
        {
            await ExecuteAsync($"select setval(pg_get_serial_sequence('{table}', 'id'), (select max(id) from {table}))", cancellationToken);
        }

        await ExecuteAsync("analyze", cancellationToken);
    }

    private static string Plus(string column, long by) => string.Create(CultureInfo.InvariantCulture, $"{column} + {by}");

    /// <summary>A street is full soon, so each copy is about ten metres beside the one before.</summary>
    private static string Beside(string column, int number) => string.Create(CultureInfo.InvariantCulture, $"{column} + {number * 0.0001}");

    /// <summary>Drops every index that is no key, for they are made more quickly than kept; returns what makes them again.</summary>
    private async Task<IReadOnlyList<string>> TakeIndexesAwayAsync(CancellationToken cancellationToken)
    {
        var list = string.Join(", ", Tables.Select(t => $"'{t}'"));
        var found = await RowsAsync(
            isServer
                ? $"select indexname, indexdef from pg_indexes where tablename in ({list}) and indexname not like 'PK_%'"
                : $"select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name in ({list})",
            cancellationToken);
        foreach (var index in found)
        {
            await ExecuteAsync($"drop index \"{index[0]}\"", cancellationToken);
        }

        return [.. found.Select(index => index[1])];
    }

    private async Task<IReadOnlyList<string>> ColumnsAsync(string table, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(
            isServer
                ? $"select column_name from information_schema.columns where table_schema = current_schema() and table_name = '{table}' order by ordinal_position"
                : $"select name from pragma_table_info('{table}')",
            cancellationToken);
        return [.. rows.Select(row => row[0])];
    }

    private async Task<long> LastAsync(string table, string key, CancellationToken cancellationToken) =>
        long.Parse((await RowsAsync($"select coalesce(max({key}), 0) from {table}", cancellationToken))[0][0], CultureInfo.InvariantCulture);

    private async Task<List<string[]>> RowsAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<string[]>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)!)]);
        }

        return rows;
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private DbCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandTimeout = 0;
#pragma warning disable CA2100 // Names of columns and numbers.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
