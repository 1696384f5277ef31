using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Storage;

/// <summary>
/// Group commit: what arrived while the last commit was on its way to the disk goes into the next. A receipt is completed
/// only after its commit, so PUBACK means stored. A commit that fails is tried again until it succeeds; meanwhile nothing is
/// acknowledged, the queue fills and the sockets are not read.
/// </summary>
internal sealed class TelemetryWriter
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly CommitQueue _queue;
    private readonly ITelemetryStore _store;
    private readonly IngestMetrics _metrics;
    private readonly StoreHealth _health;
    private readonly TimeProvider _time;
    private readonly ILogger<TelemetryWriter> _logger;
    private readonly List<Observation> _batch = [];

    public TelemetryWriter(
        ITelemetryStore store, IngestOptions options, IngestMetrics metrics, StoreHealth health, TimeProvider time, ILogger<TelemetryWriter> logger)
    {
        _queue = new CommitQueue(options);
        (_store, _metrics, _health, _time, _logger) = (store, metrics, health, time, logger);
        metrics.WatchQueue("store", () => _queue.Depth);
    }

    /// <summary>Queues an observation; waits while the queue is full.</summary>
    public ValueTask WriteAsync(Observation observation, CancellationToken cancellationToken)
    {
        foreach (ref var fix in CollectionsMarshal.AsSpan(observation.Positions))
        {
            fix = fix.AsKept();
        }

        return _queue.WriteAsync(observation, cancellationToken);
    }

    /// <summary>No more observations come; <see cref="RunAsync"/> ends when the queue is empty.</summary>
    public void Complete() => _queue.Complete();

    /// <summary>Commits until <see cref="Complete"/>; hands each committed observation on.</summary>
    public async Task RunAsync(Func<Observation, CancellationToken, ValueTask> committed, CancellationToken cancellationToken)
    {
        while (await _queue.WaitAsync(cancellationToken))
        {
            _queue.Take(_batch);
            await CommitAsync(cancellationToken);
            foreach (var observation in _batch)
            {
                observation.Receipt.Complete();
            }

            foreach (var observation in _batch)
            {
                // Whoever it is handed to may use it for another message at once.
                var backlog = observation.Backlog;
                await committed(observation, cancellationToken);
                backlog?.Leave();
            }

            _batch.Clear();
        }
    }

    private async Task CommitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var began = _time.GetTimestamp();
            try
            {
                var result = await _store.AppendAsync(_batch, cancellationToken);
                _metrics.Committed(result.Stored, result.Repeated, _time.GetElapsedTime(began));
                _health.Succeeded();
                return;
            }
            catch (Exception problem) when (!cancellationToken.IsCancellationRequested)
            {
                _metrics.CommitFailed();
                _health.Failed(problem);
                _logger.LogError(problem, "Storing {Count} observations failed; nothing is acknowledged until it succeeds", _batch.Count);
                await Task.Delay(RetryPause, _time, cancellationToken);
            }
        }
    }
}
