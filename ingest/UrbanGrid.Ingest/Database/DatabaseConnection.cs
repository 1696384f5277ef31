using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Ingest.Database;

/// <summary>A connection string picks the database: one that names a <c>Host</c> means PostgreSQL, any other a file of SQLite.</summary>
public static class DatabaseConnection
{
    /// <summary>Whether the string means a PostgreSQL server.</summary>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public static bool IsServer(string connection)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = connection };
        return parts.ContainsKey("Host") || parts.ContainsKey("Server");
    }

    /// <summary>Makes a context use it; commits are durable on both, and texts sort alike.</summary>
    /// <param name="options">The context's options.</param>
    /// <param name="connection">Of SQLite or of PostgreSQL.</param>
    /// <param name="historyTable">Remembers which of the context's migrations ran; each context has its own.</param>
    public static DbContextOptionsBuilder UseDatabase(this DbContextOptionsBuilder options, string connection, string historyTable) =>
        IsServer(connection)
            ? options.UseNpgsql(connection, server => server.MigrationsHistoryTable(historyTable)).ReplaceService<IMigrationsSqlGenerator, OrdinalText>()
            : options.UseSqlite(connection, file => file.MigrationsHistoryTable(historyTable)).AddInterceptors(new DurableWrites());

    /// <summary>The same, for a context that is made by hand.</summary>
    /// <inheritdoc cref="UseDatabase(DbContextOptionsBuilder, string, string)"/>
    public static DbContextOptions<T> OptionsOf<T>(string connection, string historyTable)
        where T : DbContext
    {
        var options = new DbContextOptionsBuilder<T>();
        options.UseDatabase(connection, historyTable);
        return options.Options;
    }
}
