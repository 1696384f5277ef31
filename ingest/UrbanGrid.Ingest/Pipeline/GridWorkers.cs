using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Rules;
using UrbanGrid.Ingest.Vehicles.Rules;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>The grid workers, and which device belongs to which: all devices of one circuit, or of one responsibility grid (责任网格), to the same.</summary>
internal sealed class GridWorkers
{
    private readonly GridWorker[] _workers;
    private readonly ConcurrentDictionary<string, int> _owners = new(StringComparer.Ordinal);

    public GridWorkers(
        ObservationPipeline pipeline, DeviceModels models, Announcer announcer, VehicleSurroundings around, IngestOptions options, IngestMetrics metrics, TimeProvider time,
        ILogger<GridWorkers> logger)
    {
        _workers = [.. Enumerable.Range(0, options.Workers).Select(_ => new GridWorker(pipeline, models, announcer, around, options, time, logger))];
        metrics.WatchQueue("workers", () => _workers.Sum(w => w.Depth));
    }

    /// <summary>Worker of a device: that of its circuit, whose devices are judged together even where it crosses grids, or of its grid.</summary>
    public int IndexOf(Device device) =>
        (int)((uint)string.GetHashCode(device.Text(GroupBoard.Circuit) ?? device.GridCode ?? device.Id, StringComparison.Ordinal) % (uint)_workers.Length);

    public ValueTask PostAsync(Observation observation, int worker, CancellationToken cancellationToken) =>
        _workers[worker].PostAsync(new WorkItem(WorkKind.Observe, observation.ReceivedAt, observation), cancellationToken);

    public ValueTask LostAsync(Device device, long at, CancellationToken cancellationToken) =>
        _workers[IndexOf(device)].PostAsync(new WorkItem(WorkKind.Lost, at, Device: device), cancellationToken);

    /// <summary>Tells a device's worker that the edge agent it speaks through went away, or is there again.</summary>
    public ValueTask GatewayAsync(Device device, bool there, long at, CancellationToken cancellationToken) =>
        _workers[IndexOf(device)].PostAsync(new WorkItem(there ? WorkKind.GatewayBack : WorkKind.GatewayLost, at, Device: device), cancellationToken);

    public ValueTask AdoptAsync(DeviceState state, CancellationToken cancellationToken)
    {
        var worker = IndexOf(state.Device);
        _owners[state.Device.Id] = worker;
        return _workers[worker].PostAsync(new WorkItem(WorkKind.Adopt, 0, State: state), cancellationToken);
    }

    /// <summary>Takes over a change of the registry; a device that changed its grid moves to that grid's worker with all it knows.</summary>
    public async ValueTask RebindAsync(Device device, long at, CancellationToken cancellationToken)
    {
        var worker = IndexOf(device);
        var before = _owners.TryGetValue(device.Id, out var owner) ? owner : worker;
        _owners[device.Id] = worker;
        if (before != worker)
        {
            var released = new TaskCompletionSource<DeviceState?>(TaskCreationOptions.RunContinuationsAsynchronously);
            await _workers[before].PostAsync(new WorkItem(WorkKind.Release, at, Device: device, Released: released), cancellationToken);
            if (await released.Task.WaitAsync(cancellationToken) is { } state)
            {
                await _workers[worker].PostAsync(new WorkItem(WorkKind.Adopt, at, State: state), cancellationToken);
            }
        }

        await _workers[worker].PostAsync(new WorkItem(WorkKind.Rebind, at, Device: device), cancellationToken);
    }

    /// <summary>Takes over a changed model: its devices are bound anew, one after the other, while others are served in between.</summary>
    public async ValueTask RebindAllAsync(IEnumerable<Device> devices, long at, CancellationToken cancellationToken)
    {
        foreach (var device in devices)
        {
            await RebindAsync(device, at, cancellationToken);
        }
    }

    /// <summary>Lets a device's worker answer a question, so that what it owns is read while it stands still.</summary>
    public async Task<T> AskAsync<T>(Device device, Func<DeviceState?, T> question, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _workers[IndexOf(device)].PostAsync(new WorkItem(WorkKind.Ask, 0, Device: device, Question: Answer), cancellationToken);
        return await answer.Task.WaitAsync(cancellationToken);

        void Answer(DeviceState? state)
        {
            try
            {
                answer.SetResult(question(state));
            }
            catch (Exception problem)
            {
                answer.SetException(problem);
            }
        }
    }

    /// <summary>Takes a deleted device away from its worker; returns what it knew, null if nothing.</summary>
    public async ValueTask<DeviceState?> RemoveAsync(Device device, long at, CancellationToken cancellationToken)
    {
        var worker = _owners.TryRemove(device.Id, out var owner) ? owner : IndexOf(device);
        var released = new TaskCompletionSource<DeviceState?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _workers[worker].PostAsync(new WorkItem(WorkKind.Release, at, Device: device, Released: released), cancellationToken);
        return await released.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Tells every alarm that holds once more.</summary>
    public async ValueTask RemindAsync(CancellationToken cancellationToken)
    {
        foreach (var worker in _workers)
        {
            await worker.PostAsync(new WorkItem(WorkKind.Remind, 0), cancellationToken);
        }
    }

    public void Complete() => Array.ForEach(_workers, w => w.Complete());

    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(_workers.Select(w => Task.Run(() => w.RunAsync(cancellationToken), cancellationToken)));
}
