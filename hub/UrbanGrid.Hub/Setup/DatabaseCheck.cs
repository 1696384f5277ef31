using Npgsql;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Setup;

/// <summary>Whether a PostgreSQL server can be used, asked before anything else is done with it.</summary>
public static class DatabaseCheck
{
    private const int OldestVersion = 15;

    /// <summary>Does nothing for SQLite.</summary>
    /// <exception cref="DatabaseUnusableException">It cannot be reached, is too old, or a move into it is not finished.</exception>
    public static async Task RequireUsableAsync(HubOptions options, CancellationToken cancellationToken)
    {
        if (options.Database is null)
        {
            return;
        }

        await using var connection = await ConnectAsync(options.Database, cancellationToken);
        if (await MoveRecord.IsUnfinishedAsync(connection, cancellationToken))
        {
            throw new DatabaseUnusableException(
                "Data is being moved into this database and the move is not finished. Run the same 'hub migrate' again, then start the hub.");
        }
    }

    /// <summary>Connects, and looks at version and encoding.</summary>
    /// <exception cref="DatabaseUnusableException">It cannot be reached or is too old.</exception>
    public static async Task<NpgsqlConnection> ConnectAsync(string database, CancellationToken cancellationToken)
    {
        // Without a pool, what the connection holds in the server ends when it is closed.
        var settings = new NpgsqlConnectionStringBuilder(HubDatabase.ServerConnection(database)) { Pooling = false };
        var connection = new NpgsqlConnection(settings.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var ask = new NpgsqlCommand("select current_setting('server_encoding')", connection);
            var encoding = (string?)await ask.ExecuteScalarAsync(cancellationToken);
            if (connection.PostgreSqlVersion.Major < OldestVersion || encoding != "UTF8")
            {
                throw new DatabaseUnusableException(
                    $"--database needs PostgreSQL {OldestVersion} or newer with the encoding UTF8; this is {connection.PostgreSqlVersion} with {encoding}.");
            }

            return connection;
        }
        catch (NpgsqlException problem)
        {
            await connection.DisposeAsync();
            throw new DatabaseUnusableException(
                $"The {HubDatabase.Describe(database)} cannot be used: {problem.Message.TrimEnd('.')}. Check --database and whether the server runs.", problem);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
