using Microsoft.Data.Sqlite;

namespace UrbanGrid.Ingest.Storage;

/// <summary>How the store opens its files.</summary>
internal static class SqliteFile
{
    /// <summary>Opens a file for the one writer: write-ahead log, and a commit returns only when it is on the disk.</summary>
    public static SqliteConnection OpenWriter(string path, string schema)
    {
        if (!File.Exists(path))
        {
            Create(path, schema);
        }

        var connection = OpenReadWrite(path);
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000; PRAGMA cache_size=-16384;");
        Execute(connection, schema);
        return connection;
    }

    /// <summary>Opens a file for one query; a reader never holds up the writer.</summary>
    public static async Task<SqliteConnection> OpenReaderAsync(string path, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false,
        }.ToString());
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every caller passes a constant; values go in as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }

    public static void Execute(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(connection, sql, parameters);
        command.ExecuteNonQuery();
    }

    /// <summary>Makes a file under another name first, so that no query ever finds one without its tables.</summary>
    private static void Create(string path, string schema)
    {
        var unfinished = path + ".new";
        File.Delete(unfinished);
        using (var connection = OpenReadWrite(unfinished))
        {
            Execute(connection, schema);
        }

        File.Move(unfinished, path);
    }

    private static SqliteConnection OpenReadWrite(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false,
        }.ToString());
        connection.Open();
        return connection;
    }
}
