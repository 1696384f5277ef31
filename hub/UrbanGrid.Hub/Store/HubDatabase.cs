using Microsoft.EntityFrameworkCore;

namespace UrbanGrid.Hub.Store;

/// <summary>How the hub reaches its database.</summary>
public static class HubDatabase
{
    /// <summary>Adds the database.</summary>
    public static void AddHubDatabase(this IServiceCollection services, string path)
    {
        services.AddDbContextFactory<HubDb>(options => Configure(options, path));
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<HubDb>>().CreateDbContext());
    }

    /// <summary>SQLite, as <see cref="ConnectionString"/> says, with the hub's own migration history.</summary>
    public static void Configure(DbContextOptionsBuilder options, string path) => options
        .UseSqlite(ConnectionString(path), sqlite => sqlite.MigrationsHistoryTable(HubDb.HistoryTable))
        .AddInterceptors(new DurableWrites());

    /// <summary>A writer waits for another one up to the command's time limit.</summary>
    public static string ConnectionString(string path) => $"Data Source={path};Default Timeout=30";

    /// <summary>Brings the tables up to date.</summary>
    public static async Task MigrateAsync(IDbContextFactory<HubDb> databases, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
    }
}
