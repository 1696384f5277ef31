using System.Threading.Channels;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Replay;

/// <summary>Runs replays one after the other, so that however many are asked for, the live cameras keep their processor.</summary>
public sealed class ReplayDesk(ReplayShelf shelf, ReplayLimits limits, TimeProvider time, ILogger<ReplayDesk> logger) : BackgroundService
{
    private readonly Channel<Replay> _queue = Channel.CreateBounded<Replay>(
        new BoundedChannelOptions(limits.QueuedMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>How many come before one that waits; 0 for one that does not.</summary>
    public int Before(Replay replay) =>
        replay.Status.State == ReplayState.Queued ? shelf.All.Count(r => !r.IsOver && r.CreatedAt < replay.CreatedAt) : 0;

    /// <summary>Says no before a clip is uploaded in vain.</summary>
    /// <exception cref="ProblemException"><c>replay_queue_full</c>.</exception>
    public void RequireRoom()
    {
        if (shelf.All.Count(r => r.Status.State == ReplayState.Queued) >= limits.QueuedMax)
        {
            throw Full();
        }
    }

    /// <summary>Takes a replay.</summary>
    /// <exception cref="ProblemException"><c>replay_queue_full</c>.</exception>
    public void Put(Replay replay)
    {
        shelf.Add(replay);
        if (!_queue.Writer.TryWrite(replay))
        {
            replay.Status = new ReplayStatus(ReplayState.Cancelled);
            shelf.Remove(replay);
            throw Full();
        }
    }

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        shelf.Clear();
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
        shelf.Clear();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not before the hub has started: what follows may run for minutes without giving the thread back.
        await Task.Yield();
        await foreach (var replay in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            await RunAsync(replay, stoppingToken);
            shelf.CleanUpAfter(replay);
        }
    }

    private async Task RunAsync(Replay replay, CancellationToken stoppingToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, replay.Cancelled);
        try
        {
            end.Token.ThrowIfCancellationRequested();
            await new ReplayRun(replay, limits, time).RunAsync(end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            replay.Status = new ReplayStatus(ReplayState.Cancelled, FinishedAt: Now);
        }
        catch (ProblemException problem)
        {
            replay.Status = new ReplayStatus(ReplayState.Failed, FinishedAt: Now, Failure: problem);
        }
        catch (Exception e)
        {
            // One clip's fault must not end the others' replays.
            logger.LogError(e, "Replay {Replay} of {Clip} failed.", replay.Id, replay.Clip.Name);
            replay.Status = new ReplayStatus(ReplayState.Failed, FinishedAt: Now, Failure: new ProblemException("unexpected", replay.Id));
        }
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private ProblemException Full() => new("replay_queue_full", limits.QueuedMax) { RetryAfterSeconds = 60 };
}
