using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Store;
using UrbanGrid.Hub.Store;
using UrbanGrid.Ingest.Database;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Moving;

/// <summary>Every set of tables of the hub in one database; adding a context to the hub means adding it here.</summary>
public sealed class HubTables : IAsyncDisposable
{
    private HubTables(string connection) => Contexts =
    [
        new HubDb(DatabaseConnection.OptionsOf<HubDb>(connection, HubDb.HistoryTable)),
        new CaseworkDb(DatabaseConnection.OptionsOf<CaseworkDb>(connection, CaseworkDb.MigrationsTable)),
        RegistryTables.Open(connection),
    ];

    /// <summary>The contexts.</summary>
    public IReadOnlyList<DbContext> Contexts { get; }

    /// <summary>Tables of all of them, each after those it points to.</summary>
    public IReadOnlyList<MovedTable> Tables => [.. Contexts.SelectMany(c => MovedTable.Of(c.Model))];

    /// <summary>The database of a data folder, which is not written to.</summary>
    public static HubTables OfFile(string path) => new(FileConnection(path));

    /// <summary>Any database of the hub.</summary>
    public static HubTables Of(string connection) => new(connection);

    /// <summary>How the file is opened.</summary>
    public static string FileConnection(string path) => $"Data Source={path};Mode=ReadOnly;Pooling=False";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var context in Contexts)
        {
            await context.DisposeAsync();
        }
    }
}
