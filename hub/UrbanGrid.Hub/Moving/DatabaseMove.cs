using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using UrbanGrid.Hub.Setup;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Moving;

/// <summary>A table after the move.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Rows">Rows on both sides; every value is the same.</param>
public sealed record MovedCount(string Table, long Rows);

/// <summary>
/// Copies everything a hub keeps in its SQLite database into an empty PostgreSQL database. The source is only read. What was
/// interrupted goes on when it is run again; at the end every row of both sides is compared.
/// </summary>
/// <param name="sourceFile">The SQLite file; no hub may be running on it.</param>
/// <param name="database">Connection string of the target.</param>
/// <param name="time">The clock.</param>
public sealed class DatabaseMove(string sourceFile, string database, TimeProvider time)
{
    /// <summary>Moves, or goes on moving.</summary>
    /// <exception cref="MoveRefusedException">Source or target are not what they must be, or the copy is not exact.</exception>
    /// <exception cref="DatabaseUnusableException">The target cannot be reached.</exception>
    public async Task<IReadOnlyList<MovedCount>> RunAsync(IProgress<MoveProgress> progress, CancellationToken cancellationToken)
    {
        if (!File.Exists(sourceFile))
        {
            throw new MoveRefusedException($"There is no {sourceFile}; --from names the data folder of a hub.");
        }

        await using var source = HubTables.OfFile(sourceFile);
        await RequireCurrentAsync(source, cancellationToken);
        await using var target = await DatabaseCheck.ConnectAsync(database, cancellationToken);
        await RequireAloneAsync(target, cancellationToken);
        var record = new MoveRecord(target);
        var tables = source.Tables;
        await BeginAsync(target, record, tables, cancellationToken);
        await using (var copy = HubTables.Of(database))
        {
            foreach (var context in copy.Contexts)
            {
                await context.Database.MigrateAsync(cancellationToken);
            }
        }

        await using var file = new SqliteConnection(HubTables.FileConnection(sourceFile));
        await file.OpenAsync(cancellationToken);
        var copying = new TableCopy(file, target, record, progress);
        foreach (var table in tables)
        {
            await copying.RunAsync(table, cancellationToken);
        }

        return await CompareAsync(file, target, tables, cancellationToken);
    }

    /// <summary>Says in the target that the move is over, so that hubs may start on it.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await using var target = await DatabaseCheck.ConnectAsync(database, cancellationToken);
        await new MoveRecord(target).FinishAsync(time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);
    }

    private static async Task RequireCurrentAsync(HubTables source, CancellationToken cancellationToken)
    {
        foreach (var context in source.Contexts)
        {
            if ((await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            {
                throw new MoveRefusedException(
                    "The source was written by an older version. Start this version of the hub on it once without --database, stop it, and run the move again.");
            }
        }
    }

    private static async Task RequireAloneAsync(NpgsqlConnection target, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select pg_try_advisory_lock({HubTurn.Start})", target);
        if (await command.ExecuteScalarAsync(cancellationToken) is not true)
        {
            throw new MoveRefusedException("Another move, or a hub that starts, is at work in the target. Wait until it is over.");
        }
    }

    private async Task BeginAsync(NpgsqlConnection target, MoveRecord record, IReadOnlyList<MovedTable> tables, CancellationToken cancellationToken)
    {
        switch (await record.FindAsync(cancellationToken))
        {
            case { IsFinished: true }:
                throw new MoveRefusedException("The move into this database is over, and hubs may have worked on it since. Give an empty database.");
            case { Source: var begun } when begun != Path.GetFullPath(sourceFile):
                throw new MoveRefusedException($"The move into this database began from {begun}. Go on from there, or give an empty database.");
            case null when await FirstExistingAsync(target, tables, cancellationToken) is { } table:
                throw new MoveRefusedException($"The target holds other data already (table {table}). Give an empty database.");
            case null:
                await record.BeginAsync(Path.GetFullPath(sourceFile), time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);
                break;
        }
    }

    private static async Task<string?> FirstExistingAsync(
        NpgsqlConnection target, IReadOnlyList<MovedTable> tables, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select tablename::text from pg_tables where schemaname = current_schema() and tablename = any($1) order by 1 limit 1", target)
        {
            Parameters = { new() { Value = tables.Select(t => t.Name).ToArray() } },
        };
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<MovedCount>> CompareAsync(
        SqliteConnection source, NpgsqlConnection target, IReadOnlyList<MovedTable> tables, CancellationToken cancellationToken)
    {
        List<MovedCount> counts = [];
        List<string> different = [];
        foreach (var table in tables)
        {
            var here = await TableDigest.OfAsync(source, table, cancellationToken);
            var there = await TableDigest.OfAsync(target, table, cancellationToken);
            counts.Add(new MovedCount(table.Name, there.Rows));
            if (here != there)
            {
                different.Add($"{table.Name} ({here.Rows} rows in the source, {there.Rows} in the target)");
            }
        }

        return different.Count == 0
            ? counts
            : throw new MoveRefusedException(
                $"The copy is not what the source is now: {string.Join(", ", different)}. The source changed since the move began; empty the target and run the move again.");
    }
}
