using Microsoft.Extensions.Logging;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Twins;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>The grid workers, and which device belongs to which: all devices of one responsibility grid (责任网格) to the same.</summary>
internal sealed class GridWorkers
{
    private readonly GridWorker[] _workers;
    private readonly ILogger<GridWorkers> _logger;

    public GridWorkers(
        ObservationPipeline pipeline, DeviceModels models, Announcer announcer, IngestOptions options, IngestMetrics metrics, TimeProvider time,
        ILogger<GridWorkers> logger)
    {
        _logger = logger;
        _workers = [.. Enumerable.Range(0, options.Workers).Select(_ => new GridWorker(pipeline, models, announcer, options, time))];
        metrics.WatchQueue("workers", () => _workers.Sum(w => w.Depth));
    }

    /// <summary>Worker of a device.</summary>
    public int IndexOf(Device device) => (int)((uint)string.GetHashCode(device.GridCode ?? device.Id, StringComparison.Ordinal) % (uint)_workers.Length);

    public ValueTask PostAsync(Observation observation, int worker, CancellationToken cancellationToken) =>
        _workers[worker].PostAsync(new WorkItem(WorkKind.Observe, observation.ReceivedAt, observation), cancellationToken);

    public ValueTask LostAsync(Device device, long at, CancellationToken cancellationToken) =>
        _workers[IndexOf(device)].PostAsync(new WorkItem(WorkKind.Lost, at, Device: device), cancellationToken);

    public ValueTask AdoptAsync(DeviceState state, CancellationToken cancellationToken) =>
        _workers[IndexOf(state.Device)].PostAsync(new WorkItem(WorkKind.Adopt, 0, State: state), cancellationToken);

    public ValueTask RebindAsync(Device device, long at, CancellationToken cancellationToken) =>
        _workers[IndexOf(device)].PostAsync(new WorkItem(WorkKind.Rebind, at, Device: device), cancellationToken);

    public void Complete() => Array.ForEach(_workers, w => w.Complete());

    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(_workers.Select((w, i) => Task.Run(() => RunAsync(w, i, cancellationToken), cancellationToken)));

    private async Task RunAsync(GridWorker worker, int index, CancellationToken cancellationToken)
    {
        try
        {
            await worker.RunAsync(cancellationToken);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            _logger.LogCritical(problem, "Grid worker {Worker} died", index);
            throw;
        }
    }
}
