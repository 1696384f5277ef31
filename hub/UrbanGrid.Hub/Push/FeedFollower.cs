namespace UrbanGrid.Hub.Push;

/// <summary>One reader of the feed; hears that there is something, not what.</summary>
public sealed class FeedFollower : IDisposable
{
    private readonly SemaphoreSlim _news = new(0, 1);
    private readonly Action<FeedFollower> _leave;

    internal FeedFollower(Action<FeedFollower> leave, IReadOnlySet<string> kinds) => (_leave, Kinds) = (leave, kinds);

    /// <summary>Kinds of events it reads.</summary>
    public IReadOnlySet<string> Kinds { get; }

    /// <summary>Waits for news; false if none came in time.</summary>
    public Task<bool> WaitAsync(TimeSpan patience, CancellationToken cancellationToken) => _news.WaitAsync(patience, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _leave(this);
        _news.Dispose();
    }

    /// <summary>Called under the feed's lock, which <see cref="Dispose"/> takes too, so the semaphore is alive.</summary>
    internal void Wake()
    {
        if (_news.CurrentCount == 0)
        {
            _news.Release();
        }
    }
}
