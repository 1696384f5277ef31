using Microsoft.Data.Sqlite;
using Npgsql;
using UrbanGrid.Ingest.Storage.Postgres;

namespace UrbanGrid.Ingest.Storage.Copying;

/// <summary>Copies the tables of one SQLite file.</summary>
internal sealed class CopyFile(
    SqliteConnection source, NpgsqlConnection target, string name, CopyTable[] tables, Month? month, IProgress<CopyProgress> progress)
{
    /// <summary>Number of a series in the file → its number in the target.</summary>
    private readonly Dictionary<long, int> _series = [];

    private readonly TrackSource? _tracks = month is null ? null : new TrackSource(source);

    public async Task<List<CopiedTable>> CopyAsync(int sliceRows, CancellationToken cancellationToken)
    {
        if (month is not null)
        {
            await MapSeriesAsync(cancellationToken);
        }

        var copied = new List<CopiedTable>();
        foreach (var table in tables)
        {
            copied.Add(await CopyTableAsync(table, sliceRows, cancellationToken));
        }

        return copied;
    }

    private async Task<CopiedTable> CopyTableAsync(CopyTable table, int sliceRows, CancellationToken cancellationToken)
    {
        var total = await CountSourceAsync(table, cancellationToken);
        var cursor = await CopyCursor.ReadAsync(target, name, table.Name, cancellationToken);
        var slice = await ReadAsync(table, cursor, sliceRows, cancellationToken);
        if (slice.Count == 0 && cursor.Rows != total && table.Columns[0].Inserted)
        {
            // Rows were added before the end of an earlier copy: once more from the beginning, for a repeat changes nothing.
            cursor = CopyCursor.Start;
            slice = await ReadAsync(table, cursor, sliceRows, cancellationToken);
        }

        while (slice.Count > 0)
        {
            cursor = new CopyCursor(slice[^1][..table.KeyLength]!, cursor.Rows + slice.Count);
            await WriteAsync(table, slice, cursor, cancellationToken);
            progress.Report(new CopyProgress(name, table.Name, cursor.Rows, total));
            slice = await ReadAsync(table, cursor, sliceRows, cancellationToken);
        }

        return new CopiedTable(name, table.Name, total, cursor.Rows, await CountTargetAsync(table, cancellationToken));
    }

    private async Task<List<object?[]>> ReadAsync(CopyTable table, CopyCursor cursor, int limit, CancellationToken cancellationToken)
    {
        if (table.IsTrack)
        {
            return await _tracks!.ReadAsync(cursor.Key, limit, cancellationToken);
        }

        await using var command = SqliteFile.Command(source, table.Select(cursor.Key is not null), ("$limit", limit));
        for (var i = 0; i < (cursor.Key?.Length ?? 0); i++)
        {
            command.Parameters.AddWithValue($"$k{i}", cursor.Key![i]);
        }

        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var slice = new List<object?[]>(limit);
        while (await rows.ReadAsync(cancellationToken))
        {
            slice.Add([.. table.Columns.Select((column, i) => column.Read(rows, i))]);
        }

        return slice;
    }

    private async Task WriteAsync(CopyTable table, List<object?[]> slice, CopyCursor cursor, CancellationToken cancellationToken)
    {
        // The cursor speaks of the source's numbers; the rows carry the target's.
        var rows = table.Name == "telemetry" ? slice.ConvertAll(r => (object?[])[_series[(int)r[0]!], .. r[1..]]) : slice;
        var columns = table.Columns.Select((c, i) => (Column: c, Index: i)).Where(c => c.Column.Inserted).Select(c => (object?)c.Column.Collect(rows, c.Index));
        await using var transaction = await target.BeginTransactionAsync(cancellationToken);
        await Sql.RunAsync(target, table.Insert(), cancellationToken, [.. columns]);
        await cursor.SaveAsync(target, name, table.Name, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task MapSeriesAsync(CancellationToken cancellationToken)
    {
        var found = new List<(long Id, string Device, string Metric)>();
        await using (var command = SqliteFile.Command(source, "SELECT id, device, metric FROM series"))
        {
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                found.Add((rows.GetInt64(0), PostgresText.Clean(rows.GetString(1)), PostgresText.Clean(rows.GetString(2))));
            }
        }

        var ids = new SeriesIds();
        found.ForEach(f => ids.Want(f.Device, f.Metric));
        await ids.ResolveAsync(target, cancellationToken);
        found.ForEach(f => _series[f.Id] = ids[f.Device, f.Metric]);
    }

    private async Task<long> CountSourceAsync(CopyTable table, CancellationToken cancellationToken)
    {
        if (table.IsTrack)
        {
            return await _tracks!.CountAsync(cancellationToken);
        }

        await using var command = SqliteFile.Command(source, $"SELECT count(*) FROM {table.Name}");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private Task<long> CountTargetAsync(CopyTable table, CancellationToken cancellationToken) =>
        table.HasTime && month is { } of
            ? Sql.ScalarAsync<long>(target, $"SELECT count(*) FROM ingest.{table.Name} WHERE ts >= $1 AND ts < $2", cancellationToken, of.Begin, of.End)
            : Sql.ScalarAsync<long>(target, $"SELECT count(*) FROM ingest.{table.Name}", cancellationToken);
}
