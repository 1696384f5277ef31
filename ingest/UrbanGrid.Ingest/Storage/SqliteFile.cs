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
        // Checkpoints every 32 MiB of log instead of every 4: the same pages are written again and again, and go to the file once.
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000; PRAGMA cache_size=-32768; PRAGMA wal_autocheckpoint=8192;");
        Execute(connection, schema);
        return connection;
    }

    /// <summary>
    /// Opens a file for one query; a reader never holds up the writer, nor the writer it. Connections are kept open for the
    /// next query, with the pages they have read.
    /// </summary>
    public static async Task<SqliteConnection> OpenReaderAsync(string path, CancellationToken cancellationToken)
    {
        var connection = Reader(path);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <inheritdoc cref="OpenReaderAsync"/>
    public static SqliteConnection OpenReader(string path)
    {
        var connection = Reader(path);
        connection.Open();
        return connection;
    }

    /// <summary>Closes the connections that are kept for queries.</summary>
    public static void CloseReaders(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            using var connection = Reader(path);
            SqliteConnection.ClearPool(connection);
        }
    }

    /// <summary>Removes a file whose writer is closed. A query that is reading it comes to its end first.</summary>
    public static void Delete(string path)
    {
        CloseReaders([path]);
        foreach (var part in (string[])[path, path + "-wal", path + "-shm"])
        {
            File.Delete(part);
        }
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

    private static SqliteConnection Reader(string path) => new(new SqliteConnectionStringBuilder
    {
        DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = true,
    }.ToString());

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
