using System.Runtime.InteropServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Rules;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>
/// Handles all devices of its responsibility grids, one item at a time, so that nothing here needs a lock. One timer serves
/// the silence, hold and clear times of all its devices.
/// </summary>
internal sealed class GridWorker
{
    private readonly Channel<WorkItem> _queue;
    private readonly ObservationPipeline _pipeline;
    private readonly DeviceModels _models;
    private readonly Announcer _announcer;
    private readonly IngestOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Dictionary<string, DeviceState> _devices = new(StringComparer.Ordinal);
    private readonly PriorityQueue<DeviceState, long> _timers = new();
    private readonly List<DeviceState> _untold = [];
    private readonly Outcome _outcome = new();

    public GridWorker(ObservationPipeline pipeline, DeviceModels models, Announcer announcer, IngestOptions options, TimeProvider time, ILogger logger)
    {
        _queue = Channel.CreateBounded<WorkItem>(new BoundedChannelOptions(options.WorkerQueue) { SingleReader = true });
        (_pipeline, _models, _announcer, _options, _time, _logger) = (pipeline, models, announcer, options, time, logger);
    }

    public int Depth => _queue.Reader.Count;

    public ValueTask PostAsync(WorkItem item, CancellationToken cancellationToken) => _queue.Writer.WriteAsync(item, cancellationToken);

    /// <summary>No more items come; <see cref="RunAsync"/> ends when the queue is empty.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var timer = _time.CreateTimer(_ => _queue.Writer.TryWrite(new WorkItem(WorkKind.Tick, 0)), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        while (await _queue.Reader.WaitToReadAsync(cancellationToken))
        {
            try
            {
                await EmptyAsync(cancellationToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                // One device's trouble must not stop the others of its grid.
                _outcome.Clear();
                _logger.LogError(problem, "A grid worker failed on one item and goes on");
            }

            Arm(timer);
        }
    }

    private async ValueTask EmptyAsync(CancellationToken cancellationToken)
    {
        while (_queue.Reader.TryRead(out var item))
        {
            // A message that came in time must not lose against a timer that was due after it.
            await AdvanceAsync(item.Kind == WorkKind.Tick ? Now() : item.At, cancellationToken);
            await HandleAsync(item, cancellationToken);
        }

        await AdvanceAsync(Now(), cancellationToken);
        TellTwins(Now());
    }

    private async ValueTask HandleAsync(WorkItem item, CancellationToken cancellationToken)
    {
        switch (item.Kind)
        {
            case WorkKind.Observe:
                await ObserveAsync(item.Observation!, cancellationToken);
                break;
            case WorkKind.Adopt:
                item.State!.ScheduledAt = null;
                _devices[item.State.Device.Id] = item.State;
                _announcer.Tell(item.State);
                Schedule(item.State);
                break;
            case WorkKind.Release:
                _devices.Remove(item.Device!.Id, out var released);
                item.Released!.SetResult(released);
                break;
            case WorkKind.Rebind:
                Rebind(item.Device!);
                break;
            case WorkKind.Remind:
                await RemindAsync(cancellationToken);
                break;
            case WorkKind.Lost when _devices.TryGetValue(item.Device!.Id, out var lost):
                lost.Health.Lost();
                Changed(lost, urgent: true);
                break;
            case WorkKind.GatewayLost when _devices.TryGetValue(item.Device!.Id, out var cutOff):
                CutOff(cutOff, item.At);
                break;
            case WorkKind.GatewayBack when _devices.TryGetValue(item.Device!.Id, out var reachable):
                reachable.Health.GatewayBack();
                break;
            default:
                break;
        }
    }

    private void CutOff(DeviceState device, long at)
    {
        var before = device.Health.State;
        device.Health.GatewayLost(at);
        if (device.Health.State != before)
        {
            Changed(device, urgent: true);
        }

        Schedule(device);
    }

    private async ValueTask ObserveAsync(Observation observation, CancellationToken cancellationToken)
    {
        try
        {
            if (_devices.TryGetValue(observation.Device.Id, out var device))
            {
                ObservationPipeline.Process(device, observation, _outcome);
                await FinishAsync(device, cancellationToken);
            }
        }
        finally
        {
            _pipeline.Done(observation);
        }
    }

    /// <summary>Fires what became due up to a moment, each at its own time.</summary>
    private async ValueTask AdvanceAsync(long now, CancellationToken cancellationToken)
    {
        while (_timers.TryPeek(out var device, out var due) && due <= now)
        {
            _timers.Dequeue();
            if (device.ScheduledAt != due || !_devices.ContainsKey(device.Device.Id))
            {
                continue;
            }

            device.ScheduledAt = null;
            ObservationPipeline.OnTime(device, due, _outcome);
            await FinishAsync(device, cancellationToken);
        }
    }

    private async ValueTask FinishAsync(DeviceState device, CancellationToken cancellationToken)
    {
        Changed(device, _outcome.Urgent || _outcome.Alarms.Count > 0);
        Schedule(device);
        if (!_outcome.IsEmpty)
        {
            await _announcer.TellAsync(_outcome, cancellationToken);
        }

        _outcome.Clear();
    }

    private async ValueTask RemindAsync(CancellationToken cancellationToken)
    {
        foreach (var alarm in _devices.Values.SelectMany(d => d.ActiveAlarms).ToArray())
        {
            await _announcer.TellAgainAsync(alarm, cancellationToken);
        }
    }

    private void Rebind(Device changed)
    {
        var model = _models.FindOrGeneric(changed.Model);
        if (_devices.TryGetValue(changed.Id, out var device))
        {
            device.Bind(changed, model, _options.TimeZone);
        }
        else
        {
            _devices[changed.Id] = device = new DeviceState(changed, model, _options.TimeZone);
        }

        Changed(device, urgent: true);
        Schedule(device);
    }

    /// <summary>
    /// A device has at most one live timer entry. An entry that turns out too early is put back when it comes up, so a
    /// message costs no work here.
    /// </summary>
    private void Schedule(DeviceState device)
    {
        if (device.Due is { } due && (device.ScheduledAt is not { } planned || due < planned))
        {
            device.ScheduledAt = due;
            _timers.Enqueue(device, due);
        }
    }

    private void Changed(DeviceState device, bool urgent)
    {
        if (urgent)
        {
            device.LastTold = Now();
            device.TwinPending = false;
            _announcer.Tell(device);
        }
        else if (!device.TwinPending)
        {
            device.TwinPending = true;
            _untold.Add(device);
        }
    }

    private void TellTwins(long now)
    {
        var kept = 0;
        var untold = CollectionsMarshal.AsSpan(_untold);
        foreach (var device in untold)
        {
            if (device.TwinPending && now - device.LastTold < _options.TwinInterval.TotalMilliseconds)
            {
                untold[kept++] = device;
            }
            else if (device.TwinPending)
            {
                device.TwinPending = false;
                device.LastTold = now;
                _announcer.Tell(device);
            }
        }

        CollectionsMarshal.SetCount(_untold, kept);
    }

    private void Arm(ITimer timer)
    {
        var wait = _timers.TryPeek(out _, out var due) ? TimeSpan.FromMilliseconds(Math.Max(0, due - Now())) : Timeout.InfiniteTimeSpan;
        if (_untold.Count > 0 && (wait == Timeout.InfiniteTimeSpan || wait > _options.TwinInterval))
        {
            wait = _options.TwinInterval;
        }

        // A system timer takes at most 49 days; waking earlier only looks again.
        timer.Change(wait > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : wait, Timeout.InfiniteTimeSpan);
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
