using System.Data.Common;
using Npgsql;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Moving;

/// <summary>
/// Copies one table, some thousand rows a transaction. The transaction also notes how far it is, so that after any
/// interruption no row is missing and none is there twice.
/// </summary>
public sealed class TableCopy(DbConnection source, NpgsqlConnection target, MoveRecord record, IProgress<MoveProgress> progress)
{
    private const int Batch = 2_000;

    /// <summary>Copies what is not over yet.</summary>
    public async Task RunAsync(MovedTable table, CancellationToken cancellationToken)
    {
        var begun = await record.RowsAsync(table.Name, cancellationToken);
        if (begun is null)
        {
            await ClearAsync(table, cancellationToken);
        }

        var rows = begun ?? 0;
        List<object[]> batch = new(Batch);
        await foreach (var row in TableRows.ReadAsync(source, table, rows, cancellationToken))
        {
            batch.Add(row);
            if (batch.Count == Batch)
            {
                rows = await WriteAsync(table, batch, rows, cancellationToken);
            }
        }

        if (batch.Count > 0)
        {
            rows = await WriteAsync(table, batch, rows, cancellationToken);
        }

        await SetCounterAsync(table, cancellationToken);
    }

    /// <summary>Takes away the few rows that a new table is born with.</summary>
    private async Task ClearAsync(MovedTable table, CancellationToken cancellationToken)
    {
        await using var transaction = await target.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync($"delete from {MovedTable.Quote(table.Name)}", cancellationToken);
        await record.SetRowsAsync(table.Name, 0, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<long> WriteAsync(MovedTable table, List<object[]> batch, long before, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var rows = before + batch.Count;
        await using var transaction = await target.BeginTransactionAsync(cancellationToken);
        await using (var writer = await target.BeginBinaryImportAsync(
            $"copy {MovedTable.Quote(table.Name)} ({table.ColumnList}) from stdin (format binary)", cancellationToken))
        {
            foreach (var row in batch)
            {
                await writer.WriteRowAsync(cancellationToken, row);
            }

            await writer.CompleteAsync(cancellationToken);
        }

        await record.SetRowsAsync(table.Name, rows, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        batch.Clear();
        progress.Report(new MoveProgress(table.Name, rows));
        return rows;
    }

    /// <summary>The database goes on counting after the highest number that was copied.</summary>
    private async Task SetCounterAsync(MovedTable table, CancellationToken cancellationToken)
    {
        if (table.Counted is { } column)
        {
            var (name, quoted) = (MovedTable.Quote(table.Name), MovedTable.Quote(column));
            await ExecuteAsync(
                $"select setval(pg_get_serial_sequence('{name}', '{column}'), coalesce(max({quoted}), 1), max({quoted}) is not null) from {name}",
                cancellationToken);
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Names come from the model.
        await using var command = new NpgsqlCommand(sql, target);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>How far a table is.</summary>
public sealed record MoveProgress(string Table, long Rows);
