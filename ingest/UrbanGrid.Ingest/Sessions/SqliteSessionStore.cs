using Microsoft.Extensions.Logging;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest.Sessions;

/// <summary>
/// Persistent MQTT sessions, their queues and retained messages in one SQLite file. Group commit: what is taken while a
/// commit is on its way to the disk goes into the next, and all of it shares one task. A commit that fails is tried again
/// until it succeeds; until then nothing that depends on it is acknowledged.
/// </summary>
public sealed class SqliteSessionStore : IMqttSessionStore, IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(5);
    private static readonly Task s_never = new TaskCompletionSource().Task;

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ILogger<SqliteSessionStore> _logger;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly CancellationTokenSource _abandon = new();
    private List<SessionChange> _pending = [];
    private TaskCompletionSource _commit = NewCommit();
    private Task _writing = Task.CompletedTask;
    private bool _isClosed;

    /// <summary>A store in a file; the file and its folder are made if they are not there.</summary>
    /// <param name="path">The file, e.g. <c>sessions.db</c> in the data folder.</param>
    /// <param name="time">Clock.</param>
    /// <param name="logger">Log.</param>
    public SqliteSessionStore(string path, TimeProvider time, ILogger<SqliteSessionStore> logger)
    {
        (_path, _time, _logger) = (path, time, logger);
    }

    /// <inheritdoc/>
    public ValueTask<KeptState> LoadAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_path))!);
        var writer = new SessionFileWriter(_path);
        var kept = SessionFileReader.Read(_path);
        _writing = Task.Run(() => WriteAsync(writer), CancellationToken.None);
        return ValueTask.FromResult(kept);
    }

    /// <inheritdoc/>
    public Task Append(SessionChange change)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                // Too late to be stored, so never stored: nobody is acknowledged for it.
                return s_never;
            }

            _pending.Add(change);
            if (_pending.Count == 1)
            {
                _wake.Release();
            }

            return _commit.Task;
        }
    }

    /// <summary>Writes what has been taken, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            if (_pending.Count == 0)
            {
                _wake.Release();
            }
        }

        // A disk that is full stays full: what is not on it by then was not acknowledged.
        _abandon.CancelAfter(ClosePatience);
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _abandon.Dispose();
        _wake.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static TaskCompletionSource NewCommit() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task WriteAsync(SessionFileWriter writer)
    {
        using (writer)
        {
            var spare = new List<SessionChange>();
            while (true)
            {
                await _wake.WaitAsync();
                List<SessionChange> batch;
                TaskCompletionSource commit;
                lock (_lock)
                {
                    (batch, _pending) = (_pending, spare);
                    (commit, _commit) = (_commit, NewCommit());
                }

                await CommitAsync(writer, batch);
                commit.SetResult();
                batch.Clear();
                spare = batch;
                lock (_lock)
                {
                    if (_isClosed && _pending.Count == 0)
                    {
                        return;
                    }
                }
            }
        }
    }

    private async Task CommitAsync(SessionFileWriter writer, List<SessionChange> batch)
    {
        while (true)
        {
            try
            {
                writer.Write(batch);
                return;
            }
            catch (Exception problem) when (!_abandon.IsCancellationRequested)
            {
                _logger.LogError(problem, "Storing {Count} changes of MQTT sessions failed; nothing that depends on them is acknowledged until it succeeds", batch.Count);
                await Task.Delay(RetryPause, _time, _abandon.Token);
            }
        }
    }
}
