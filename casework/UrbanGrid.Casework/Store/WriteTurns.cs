using Microsoft.EntityFrameworkCore;

namespace UrbanGrid.Casework.Store;

/// <summary>
/// SQLite lets one write at a time and makes all others try again after a pause. Who waits in a queue instead goes on the moment the one before
/// is done; PostgreSQL has its own queues. Safe for concurrent use.
/// </summary>
public sealed class WriteTurns : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Waits for a turn; take it before the transaction, dispose it after.</summary>
    public async ValueTask<Turn> TakeAsync(CaseworkDb db, CancellationToken cancellationToken)
    {
        if (!db.Database.IsSqlite())
        {
            return default;
        }

        await _turn.WaitAsync(cancellationToken);
        return new Turn(_turn);
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>A turn; whoever waits next gets it when it is disposed.</summary>
    public readonly struct Turn : IDisposable
    {
        private readonly SemaphoreSlim? _taken;

        internal Turn(SemaphoreSlim taken) => _taken = taken;

        /// <inheritdoc/>
        public void Dispose() => _taken?.Release();
    }
}
