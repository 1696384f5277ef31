using Npgsql;

namespace UrbanGrid.Hub.Store;

/// <summary>
/// What a database remembers of a move into it (<c>hub migrate</c>): where from, how far each table is, and whether it is
/// over. It is written in the transaction that copies the rows, so an interrupted move goes on where it stopped.
/// </summary>
public sealed class MoveRecord(NpgsqlConnection connection)
{
    private const string Exists = "select to_regclass('urbangrid_move') is not null";

    /// <summary>Whether somebody began to move data into a database and did not come to the end.</summary>
    public static async Task<bool> IsUnfinishedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var exists = new NpgsqlCommand(Exists, connection);
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return false;
        }

        await using var unfinished = new NpgsqlCommand("select exists (select from urbangrid_move where finished_at is null)", connection);
        return await unfinished.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>The move that was begun; null if there is none.</summary>
    public async Task<(string Source, bool IsFinished)?> FindAsync(CancellationToken cancellationToken)
    {
        await using var exists = new NpgsqlCommand(Exists, connection);
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return null;
        }

        await using var command = new NpgsqlCommand("select source, finished_at is not null from urbangrid_move", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetString(0), reader.GetBoolean(1)) : null;
    }

    /// <summary>Begins one.</summary>
    public async Task BeginAsync(string source, long now, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var create = new NpgsqlCommand(
            """
            create table urbangrid_move (one boolean primary key default true check (one), source text not null, started_at bigint not null, finished_at bigint);
            create table urbangrid_move_tables (name text primary key, rows bigint not null);
            """,
            connection))
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var insert = new NpgsqlCommand("insert into urbangrid_move (source, started_at) values ($1, $2)", connection)
        {
            Parameters = { new() { Value = source }, new() { Value = now } },
        };
        await insert.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Rows of a table that are over; null if none of it is.</summary>
    public async Task<long?> RowsAsync(string table, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select rows from urbangrid_move_tables where name = $1", connection)
        {
            Parameters = { new() { Value = table } },
        };
        return (long?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Says how many rows of a table are over; in the caller's transaction.</summary>
    public async Task SetRowsAsync(string table, long rows, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "insert into urbangrid_move_tables (name, rows) values ($1, $2) on conflict (name) do update set rows = excluded.rows", connection)
        {
            Parameters = { new() { Value = table }, new() { Value = rows } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Ends it.</summary>
    public async Task FinishAsync(long now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("update urbangrid_move set finished_at = $1", connection)
        {
            Parameters = { new() { Value = now } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
