using System.Threading.Channels;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Storage;

/// <summary>
/// What waits for the next commit, in two lanes: what happens now, and what was spooled while a device or the hub was away. A
/// commit takes the live lane first, so that an alarm of today does not wait for a day of readings of yesterday. Each device
/// keeps its order: as long as something spooled of it waits, what it sends now goes into the same lane. Both lanes are bounded.
/// </summary>
internal sealed class CommitQueue
{
    /// <summary>Rows of one commit; so many are on the disk within a fraction of a second.</summary>
    public const int MaxRows = 20_000;

    /// <summary>Part of a commit's rows that live observations may take while spooled ones wait.</summary>
    private const int MaxLiveRows = MaxRows * 3 / 4;

    private readonly Channel<Observation> _live;
    private readonly Channel<Observation> _spooled;
    private readonly int _batch;
    private readonly long _spooledAgeMs;
    private Task<bool>? _liveReady;
    private Task<bool>? _spooledReady;

    public CommitQueue(IngestOptions options)
    {
        _live = Lane(options.StoreQueue);
        _spooled = Lane(options.SpooledQueue);
        (_batch, _spooledAgeMs) = (options.CommitBatch, (long)options.SpooledAge.TotalMilliseconds);
    }

    public int Depth => _live.Reader.Count + _spooled.Reader.Count;

    /// <summary>Queues an observation; waits while its lane is full.</summary>
    public ValueTask WriteAsync(Observation observation, CancellationToken cancellationToken)
    {
        if (observation.Backlog is not { } backlog || !(backlog.Any || observation.ReceivedAt - observation.FirstTime > _spooledAgeMs))
        {
            observation.Backlog = null;
            return _live.Writer.WriteAsync(observation, cancellationToken);
        }

        backlog.Enter();
        return _spooled.Writer.WriteAsync(observation, cancellationToken);
    }

    /// <summary>No more observations come.</summary>
    public void Complete()
    {
        _live.Writer.TryComplete();
        _spooled.Writer.TryComplete();
    }

    /// <summary>Waits until there is something to take; false when nothing comes any more.</summary>
    public async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            _liveReady ??= _live.Reader.WaitToReadAsync(cancellationToken).AsTask();
            _spooledReady ??= _spooled.Reader.WaitToReadAsync(cancellationToken).AsTask();
            if (!_liveReady.IsCompleted && !_spooledReady.IsCompleted)
            {
                await Task.WhenAny(_liveReady, _spooledReady);
            }

            var (live, spooled) = (await ReadyAsync(_liveReady), await ReadyAsync(_spooledReady));
            // An answer of yes is used up by taking; one of no is final.
            (_liveReady, _spooledReady) = (live == true ? null : _liveReady, spooled == true ? null : _spooledReady);
            if (live == true || spooled == true)
            {
                return true;
            }

            if (live == false && spooled == false)
            {
                return false;
            }

            await (live is null ? _liveReady! : _spooledReady!);
        }
    }

    /// <summary>Adds to <paramref name="batch"/> what the next commit stores.</summary>
    public void Take(List<Observation> batch)
    {
        var rows = Take(_live.Reader, batch, 0, _spooled.Reader.Count > 0 ? MaxLiveRows : MaxRows);
        Take(_spooled.Reader, batch, rows, MaxRows);
    }

    private int Take(ChannelReader<Observation> lane, List<Observation> batch, int rows, int maxRows)
    {
        for (var taken = 0; taken < _batch && rows < maxRows && lane.TryRead(out var observation); taken++)
        {
            batch.Add(observation);
            rows += observation.Rows;
        }

        return rows;
    }

    /// <summary>What a wait has answered; null while it goes on.</summary>
    private static async ValueTask<bool?> ReadyAsync(Task<bool> wait) => wait.IsCompleted ? await wait : null;

    private static Channel<Observation> Lane(int capacity) => Channel.CreateBounded<Observation>(new BoundedChannelOptions(capacity) { SingleReader = true });
}
