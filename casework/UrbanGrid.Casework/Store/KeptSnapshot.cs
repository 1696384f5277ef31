using Microsoft.EntityFrameworkCore;

namespace UrbanGrid.Casework.Store;

/// <summary>
/// Something large that is read from the store once, and again when its revision there has changed, by whatever hub. Safe for concurrent use:
/// who asks while it is being read waits for that one reading.
/// </summary>
/// <param name="factory">The store.</param>
/// <param name="storedRevision">Revision in the store: one row read by its key.</param>
/// <param name="load">Reads it, over a context of its own.</param>
/// <param name="revisionOf">Revision of what was read.</param>
internal sealed class KeptSnapshot<T>(
    IDbContextFactory<CaseworkDb> factory,
    Func<CaseworkDb, CancellationToken, Task<long>> storedRevision,
    Func<CaseworkDb, CancellationToken, Task<T>> load,
    Func<T, long> revisionOf) : IDisposable
    where T : class
{
    private readonly SemaphoreSlim _loading = new(1, 1);
    private T? _current;

    /// <summary>As it was when last asked for, without a look into the store; null before that.</summary>
    public T? Latest => Volatile.Read(ref _current);

    /// <summary>As it is in the store now.</summary>
    public async Task<T> CurrentAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await CurrentAsync(db, cancellationToken);
    }

    /// <summary>The same, over a context that has no transaction open.</summary>
    public async Task<T> CurrentAsync(CaseworkDb db, CancellationToken cancellationToken)
    {
        var revision = await storedRevision(db, cancellationToken);
        if (Latest is { } current && revisionOf(current) == revision)
        {
            return current;
        }

        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (Latest is { } loaded && revisionOf(loaded) == revision)
            {
                return loaded;
            }

            await using var snapshot = await factory.CreateDbContextAsync(cancellationToken);
            var fresh = await load(snapshot, cancellationToken);
            Volatile.Write(ref _current, fresh);
            return fresh;
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _loading.Dispose();
}
