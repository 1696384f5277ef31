using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace UrbanGrid.Casework.Store;

/// <summary>A view of the store that does not change while it is read, and that keeps no writer waiting.</summary>
internal static class ReadSnapshot
{
    /// <summary>Lasts until the context is disposed.</summary>
    public static async Task BeginAsync(CaseworkDb db, CancellationToken cancellationToken)
    {
        if (!db.Database.IsSqlite())
        {
            await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            return;
        }

        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        await db.Database.UseTransactionAsync(connection.BeginTransaction(deferred: true), cancellationToken);
    }
}
