using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using UrbanGrid.Ingest.Database;

namespace UrbanGrid.Hub.Store;

/// <summary>How the hub reaches its database: a file of its own, or a PostgreSQL server that several hubs may share.</summary>
public static class HubDatabase
{
    /// <summary>What <c>application_name</c> of a hub begins with; the rest tells hubs of one server apart.</summary>
    private const string NamePrefix = "urbangrid-hub-";

    private const int ConnectSeconds = 5;
    private const int KeepAliveSeconds = 20;

    /// <summary>Adds the database.</summary>
    public static void AddHubDatabase(this IServiceCollection services, string connection)
    {
        services.AddDbContextFactory<HubDb>(options => Configure(options, connection));
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<HubDb>>().CreateDbContext());
    }

    /// <summary>The hub's own tables, with their own migration history.</summary>
    public static void Configure(DbContextOptionsBuilder options, string connection) => options.UseDatabase(connection, HubDb.HistoryTable);

    /// <summary>A file. A writer waits for another one up to the command's time limit.</summary>
    public static string FileConnection(string path) => $"Data Source={path};Default Timeout=30";

    /// <summary>
    /// A server, as the operator wrote it, with a name of this run of this hub, so that it knows its own changes; and, where
    /// the operator did not say otherwise, with little patience for a server that does not answer.
    /// </summary>
    /// <exception cref="ArgumentException">It is no connection string of PostgreSQL.</exception>
    public static string ServerConnection(string database)
    {
        var given = new NpgsqlConnectionStringBuilder(database);
        var connection = new NpgsqlConnectionStringBuilder(database)
        {
            ApplicationName = NamePrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)),
        };
        if (!given.ContainsKey("Timeout"))
        {
            connection.Timeout = ConnectSeconds;
        }

        if (!given.ContainsKey("Keepalive"))
        {
            connection.KeepAlive = KeepAliveSeconds;
        }

        return connection.ToString();
    }

    /// <summary>Where a connection leads, without its password.</summary>
    public static string Describe(string connection)
    {
        if (!DatabaseConnection.IsServer(connection))
        {
            return "SQLite";
        }

        var server = new NpgsqlConnectionStringBuilder(connection);
        return string.Create(CultureInfo.InvariantCulture, $"PostgreSQL database '{server.Database}' at {server.Host}:{server.Port}");
    }

    /// <summary>Brings the tables up to date.</summary>
    public static async Task MigrateAsync(IDbContextFactory<HubDb> databases, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
        if (db.Database.IsSqlite())
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
        }
    }
}
