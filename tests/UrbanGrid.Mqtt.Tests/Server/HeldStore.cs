using System.Collections.Concurrent;

namespace UrbanGrid.Mqtt.Tests;

/// <summary>A store whose commits a test holds back, and that remembers what it was given.</summary>
internal sealed class HeldStore : IMqttSessionStore
{
    private TaskCompletionSource _commit = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<SessionChange> Changes { get; } = new();

    public ValueTask<KeptState> LoadAsync(CancellationToken cancellationToken) => new(KeptState.Empty);

    public Task Append(SessionChange change)
    {
        Changes.Enqueue(change);
        return Volatile.Read(ref _commit).Task;
    }

    /// <summary>Commits what has been given and all that will be.</summary>
    public void Commit() => _commit.TrySetResult();

    /// <summary>Holds what comes from now on.</summary>
    public void Hold() => Volatile.Write(ref _commit, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
