using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace UrbanGrid.Ingest.Database;

/// <summary>A commit to SQLite is on the disk when it returns, whatever the library's build has as its default.</summary>
internal sealed class DurableWrites : DbConnectionInterceptor
{
    private const string Pragma = "PRAGMA synchronous=FULL;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = new SqliteCommand(Pragma, (SqliteConnection)connection);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = new SqliteCommand(Pragma, (SqliteConnection)connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
