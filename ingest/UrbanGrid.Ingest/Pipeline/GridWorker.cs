using System.Runtime.InteropServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Rules;
using UrbanGrid.Ingest.Vehicles.Rules;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>
/// Handles all devices of its responsibility grids, one item at a time, so that nothing here needs a lock. One timer serves
/// the silence, hold and clear times of all its devices.
/// </summary>
internal sealed class GridWorker
{
    private const int AlarmsPerCommit = 256;

    /// <summary>Between two snapshots of a twin of which nothing changed but when it was heard: its place is told by itself.</summary>
    private const long HeardInterval = 5_000;

    /// <summary>A clock that moved this far while a timer was set was set forward: the timer would ring late by as much.</summary>
    private const long ClockStepMs = 1_000;

    private readonly Channel<WorkItem> _queue;
    private readonly ObservationPipeline _pipeline;
    private readonly DeviceModels _models;
    private readonly Announcer _announcer;
    private readonly VehicleSurroundings _around;
    private readonly IngestOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Dictionary<string, DeviceState> _devices = new(StringComparer.Ordinal);
    private readonly DueHeap _timers = new();
    private readonly GroupBoard _groups = new();
    private readonly List<DeviceState> _untold = [];
    private readonly Outcome _outcome = new();

    public GridWorker(ObservationPipeline pipeline, DeviceModels models, Announcer announcer, VehicleSurroundings around, IngestOptions options, TimeProvider time, ILogger logger)
    {
        _queue = Channel.CreateBounded<WorkItem>(new BoundedChannelOptions(options.WorkerQueue) { SingleReader = true });
        (_pipeline, _models, _announcer, _around, _options, _time, _logger) = (pipeline, models, announcer, around, options, time, logger);
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
                await AdoptAsync(item.State!, cancellationToken);
                break;
            case WorkKind.Release:
                item.Released!.SetResult(await ReleaseAsync(item.Device!, cancellationToken));
                break;
            case WorkKind.Rebind:
                await RebindAsync(item.Device!, cancellationToken);
                break;
            case WorkKind.Ask:
                item.Question!(_devices.GetValueOrDefault(item.Device!.Id));
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
                device.ValuesPending |= observation.Samples.Count > 0;
                Finish(device, observation.ReceivedAt, told: 0);
                await TellAsync(cancellationToken);
            }
        }
        finally
        {
            _pipeline.Done(observation);
        }
    }

    /// <summary>Fires what became due up to a moment, each at its own time. Many at once are kept in few commits.</summary>
    private async ValueTask AdvanceAsync(long now, CancellationToken cancellationToken)
    {
        while (FireNext(now))
        {
            if (_outcome.Alarms.Count >= AlarmsPerCommit)
            {
                await TellAsync(cancellationToken);
            }
        }

        await TellAsync(cancellationToken);
    }

    private bool FireNext(long now)
    {
        var device = _timers.First;
        var due = device?.Timer.At ?? long.MaxValue;
        if (_groups.Due is { } held && held <= now && held <= due)
        {
            _groups.Advance(held, _outcome.News);
            return true;
        }

        if (device is null || due > now)
        {
            return false;
        }

        _timers.Remove(device);
        if (device.Due is { } next && next > due)
        {
            _timers.Set(device, next);
            return true;
        }

        var told = _outcome.Alarms.Count;
        ObservationPipeline.OnTime(device, due, _outcome);
        Finish(device, due, told);
        return true;
    }

    /// <summary>What has to follow a look at a device, but for telling.</summary>
    /// <param name="device">The device.</param>
    /// <param name="now">Hub time of the look.</param>
    /// <param name="told">Alarms that were to be told before it.</param>
    private void Finish(DeviceState device, long now, int told)
    {
        Changed(device, _outcome.Urgent || _outcome.Alarms.Count > told);
        _outcome.Urgent = false;
        Schedule(device);
        _groups.Sift(device, now, _outcome.News, told);
    }

    private async ValueTask TellAsync(CancellationToken cancellationToken)
    {
        if (!_outcome.IsEmpty)
        {
            await _announcer.TellAsync(_outcome, cancellationToken);
        }

        _outcome.Clear();
    }

    private async ValueTask RemindAsync(CancellationToken cancellationToken)
    {
        foreach (var alarm in _devices.Values.SelectMany(d => d.ActiveAlarms).Where(a => !_groups.Hides(a)).Concat(_groups.Outages).ToArray())
        {
            await _announcer.TellAgainAsync(alarm, cancellationToken);
        }
    }

    private async ValueTask AdoptAsync(DeviceState device, CancellationToken cancellationToken)
    {
        var now = Now();
        _devices[device.Device.Id] = device;
        _groups.Place(device, now, _outcome.News);
        _outcome.Alarms.AddRange(device.Orphans);
        device.Orphans.Clear();
        _outcome.Vehicles.Add(device.Restored);
        _outcome.TakeVehicleAlarms();
        device.Restored.Clear();
        device.PlanLooks(now);
        _announcer.Tell(device);
        Schedule(device);
        await TellAsync(cancellationToken);
    }

    private async ValueTask<DeviceState?> ReleaseAsync(Device device, CancellationToken cancellationToken)
    {
        if (_devices.Remove(device.Id, out var released))
        {
            _timers.Remove(released);
            _groups.Remove(released, Now(), _outcome.News);
            await TellAsync(cancellationToken);
        }

        return released;
    }

    private async ValueTask RebindAsync(Device changed, CancellationToken cancellationToken)
    {
        var now = Now();
        var model = _models.FindOrGeneric(changed.Model);
        if (_devices.TryGetValue(changed.Id, out var device))
        {
            _outcome.Alarms.AddRange(device.Bind(changed, model, _options.TimeZone, now));
        }
        else
        {
            _devices[changed.Id] = device = new DeviceState(changed, model, _options.TimeZone, _around);
        }

        _groups.Sift(device, now, _outcome.News, from: 0);
        _groups.Place(device, now, _outcome.News);
        device.PlanLooks(now);
        Changed(device, urgent: true);
        Schedule(device);
        await TellAsync(cancellationToken);
    }

    /// <summary>A time that turns out too early is put right when it comes up, so a message costs no work here.</summary>
    private void Schedule(DeviceState device)
    {
        if (device.Due is { } due && (device.Timer.Index < 0 || due < device.Timer.At))
        {
            _timers.Set(device, due);
        }
    }

    private void Changed(DeviceState device, bool urgent)
    {
        if (urgent)
        {
            device.LastTold = Now();
            (device.TwinPending, device.ValuesPending) = (false, false);
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
            if (device.TwinPending && now - device.LastTold < (device.ValuesPending ? _options.TwinInterval.TotalMilliseconds : HeardInterval))
            {
                untold[kept++] = device;
            }
            else if (device.TwinPending)
            {
                (device.TwinPending, device.ValuesPending) = (false, false);
                device.LastTold = now;
                _announcer.Tell(device);
            }
        }

        CollectionsMarshal.SetCount(_untold, kept);
    }

    private void Arm(ITimer timer)
    {
        long now;
        do
        {
            now = Now();
            timer.Change(Wait(now), Timeout.InfiniteTimeSpan);
        }
        while (Now() - now >= ClockStepMs);
    }

    private TimeSpan Wait(long now)
    {
        var wait = BoundRule.Earlier(_timers.First?.Timer.At, _groups.Due) is { } due ? TimeSpan.FromMilliseconds(Math.Max(0, due - now)) : Timeout.InfiniteTimeSpan;
        if (_untold.Count > 0 && (wait == Timeout.InfiniteTimeSpan || wait > _options.TwinInterval))
        {
            wait = _options.TwinInterval;
        }

        // A system timer takes at most 49 days; waking earlier only looks again.
        return wait > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : wait;
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
