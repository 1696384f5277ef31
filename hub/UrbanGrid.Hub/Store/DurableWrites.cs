using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace UrbanGrid.Hub.Store;

/// <summary>A commit is on the disk when it returns, whatever SQLite's build has as its default.</summary>
public sealed class DurableWrites : DbConnectionInterceptor
{
    private const string Pragma = "PRAGMA synchronous=FULL;";

    /// <inheritdoc/>
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragma;
        command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragma;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
