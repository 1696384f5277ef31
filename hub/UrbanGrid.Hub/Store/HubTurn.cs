using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace UrbanGrid.Hub.Store;

/// <summary>
/// The right to do something that only one hub of a database may do at a time. On PostgreSQL it is an advisory lock that
/// lasts as long as a transaction, so a hub that dies gives it back; a SQLite database has one hub only.
/// </summary>
public sealed class HubTurn : IAsyncDisposable
{
    /// <summary>Bringing tables up to date and creating what is missing at a start.</summary>
    public const long Start = 0x5547_0001;

    /// <summary>Changing incidents: whether a place has one already is decided by looking at all of them.</summary>
    public const long Incidents = 0x5547_0002;

    /// <summary>Training the triage model and choosing which version is used.</summary>
    public const long Learning = 0x5547_0003;

    /// <summary>Changing where automatic filing stands, and counting its samples.</summary>
    public const long Filing = 0x5547_0004;

    /// <summary>Applying a remedy to a camera, or undoing one.</summary>
    public const long Remedies = 0x5547_0005;

    /// <summary>Keeping the figures of finished days of sanitation.</summary>
    public const long Sanitation = 0x5547_0006;

    private readonly IDbContextTransaction? _transaction;

    private HubTurn(IDbContextTransaction? transaction) => _transaction = transaction;

    /// <summary>Waits for the turn. What the context saves meanwhile counts from <see cref="CommitAsync"/> on.</summary>
    public static async Task<HubTurn> TakeAsync(HubDb db, long key, CancellationToken cancellationToken)
    {
        if (!db.Database.IsNpgsql())
        {
            return new HubTurn(null);
        }

        var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({key})", cancellationToken);
            return new HubTurn(transaction);
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <summary>Keeps what was saved.</summary>
    public Task CommitAsync(CancellationToken cancellationToken) => _transaction?.CommitAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Gives the turn back.</summary>
    public ValueTask DisposeAsync() => _transaction?.DisposeAsync() ?? ValueTask.CompletedTask;
}
