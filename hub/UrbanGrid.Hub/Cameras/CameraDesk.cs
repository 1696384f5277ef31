using System.Collections.Concurrent;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Monitoring;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Overlay;

namespace UrbanGrid.Hub.Cameras;

/// <summary>All cameras: one worker each, made when its first frame comes.</summary>
public sealed class CameraDesk(
    DeviceRegistry devices, ZoneStore zones, TakeAlarm takeAlarm, BrokenFrames broken, HubMetrics metrics, TimeProvider time,
    ILogger<CameraDesk> logger) : IHostedService, IDisposable
{
    /// <summary>Key of the model of devices that are cameras.</summary>
    public const string Model = "camera";

    /// <summary>Attribute that says where the detectors run; <c>edge</c> leaves the hub to show pictures only.</summary>
    private const string DetectAttribute = "detect";

    private static readonly TimeSpan LiveFor = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, CameraWorker> _workers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, LiveView> _watchedAtTheEdge = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _start = new(1, 1);

    /// <summary>Cameras whose last picture is fresh.</summary>
    public int LiveCount
    {
        get
        {
            var fresh = (time.GetUtcNow() - LiveFor).ToUnixTimeMilliseconds();
            return Views.Count(v => v.Last?.Timestamp >= fresh);
        }
    }

    private IEnumerable<LiveView> Views => _workers.Values.Select(w => w.View).Concat(_watchedAtTheEdge.Values);

    /// <summary>Takes a frame; waits while the camera's detector is behind.</summary>
    public async ValueTask FrameReceivedAsync(CameraFrame frame, CancellationToken cancellationToken)
    {
        if (devices.Find(frame.CameraId) is not { Enabled: true } device)
        {
            return;
        }

        if (device.Text(DetectAttribute) == "edge")
        {
            _watchedAtTheEdge.GetOrAdd(device.Id, _ => new LiveView()).Show(frame);
            return;
        }

        var worker = _workers.GetValueOrDefault(device.Id) ?? await StartWorkerAsync(device, cancellationToken);
        await worker.PutAsync(new CameraOrder.Look(frame), cancellationToken);
    }

    /// <summary>The pictures of a camera; null before its first.</summary>
    public LiveView? FindView(string cameraId) =>
        _workers.GetValueOrDefault(cameraId)?.View ?? _watchedAtTheEdge.GetValueOrDefault(cameraId);

    /// <summary>What a camera's detectors think; null where none runs here, and before the first frame.</summary>
    public PipelineOverlay? FindOverlay(string cameraId) => _workers.GetValueOrDefault(cameraId)?.Overlay;

    /// <summary>The camera's picture of the empty street, as JPEG; null where no detector runs here, or none is learned yet.</summary>
    public async Task<byte[]?> ReadBackgroundAsync(string cameraId, CancellationToken cancellationToken)
    {
        if (_workers.GetValueOrDefault(cameraId) is not { } worker)
        {
            return null;
        }

        var answer = new TaskCompletionSource<byte[]?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await worker.PutAsync(new CameraOrder.ReadBackground(answer.SetResult), cancellationToken);
        return await answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Alarms of a camera that hold.</summary>
    public IEnumerable<Alarm> ActiveAlarms(string cameraId) =>
        _workers.GetValueOrDefault(cameraId)?.ActiveAlarms.Values ?? Enumerable.Empty<Alarm>();

    /// <summary>"This belongs here": the camera takes what is at the box for a part of the street.</summary>
    public ValueTask AcceptAsFixtureAsync(string cameraId, PictureBox box, CancellationToken cancellationToken) =>
        _workers.GetValueOrDefault(cameraId) is { } worker
            ? worker.PutAsync(new CameraOrder.AcceptFixture(box), cancellationToken)
            : ValueTask.CompletedTask;

    /// <summary>Stores zones and starts the camera's detector anew with them.</summary>
    public async Task SetZonesAsync(string cameraId, IReadOnlyList<CameraZone> newZones, CancellationToken cancellationToken)
    {
        await zones.SaveAsync(cameraId, newZones, cancellationToken);
        await UseZonesAsync(cameraId, newZones, cancellationToken);
    }

    /// <summary>Starts detectors anew whose zones are no longer those that are stored.</summary>
    /// <param name="cameraId">The camera; null for all that are watched here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RefreshZonesAsync(string? cameraId, CancellationToken cancellationToken)
    {
        foreach (var (id, worker) in _workers.Where(w => cameraId is null || w.Key == cameraId))
        {
            var stored = await zones.FindAsync(id, cancellationToken);
            if (!ZoneStore.AreSame(stored, worker.Zones))
            {
                await UseZonesAsync(id, stored, cancellationToken);
            }
        }
    }

    private async Task UseZonesAsync(string cameraId, IReadOnlyList<CameraZone> newZones, CancellationToken cancellationToken)
    {
        if (_workers.GetValueOrDefault(cameraId) is { } worker)
        {
            await worker.PutAsync(new CameraOrder.UseZones(newZones), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Looks at what is queued, then stops. By now ingest has stopped, so nothing new comes.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_workers.Values.Select(w => w.StopAsync(StopPatience)));
        foreach (var worker in _workers.Values)
        {
            await worker.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _start.Dispose();

    private async Task<CameraWorker> StartWorkerAsync(Device device, CancellationToken cancellationToken)
    {
        await _start.WaitAsync(cancellationToken);
        try
        {
            if (_workers.TryGetValue(device.Id, out var running))
            {
                return running;
            }

            var watch = new CameraWatch
            {
                CameraId = device.Id, DisplayName = device.Name.En, Zones = await zones.FindAsync(device.Id, cancellationToken),
            };
            logger.LogInformation("Watching camera {Camera} with {Zones} zones", device.Id, watch.Zones.Count);
            return _workers[device.Id] = new CameraWorker(watch, takeAlarm, broken.TakeAsync, metrics, time, logger);
        }
        finally
        {
            _start.Release();
        }
    }
}
