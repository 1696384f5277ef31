namespace UrbanGrid.Ingest.Observations;

/// <summary>How many spooled observations of one device wait for the store; while there are any, what it sends now waits behind them.</summary>
internal sealed class BacklogCount
{
    private int _waiting;

    public bool Any => Volatile.Read(ref _waiting) > 0;

    public void Enter() => Interlocked.Increment(ref _waiting);

    public void Leave() => Interlocked.Decrement(ref _waiting);
}
