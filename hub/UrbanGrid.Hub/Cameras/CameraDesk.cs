using System.Collections.Concurrent;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Monitoring;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Vision;

namespace UrbanGrid.Hub.Cameras;

/// <summary>All cameras: one worker each, made when its first frame comes.</summary>
public sealed class CameraDesk(
    DeviceRegistry devices, ZoneStore zones, PictureWatchdog watchdog, ObjectDetection objects, TakeAlarm takeAlarm, BrokenFrames broken, HubMetrics metrics, TimeProvider time,
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

    /// <summary>Takes a frame; does not wait for the camera's detector.</summary>
    public async ValueTask FrameReceivedAsync(CameraFrame frame, CancellationToken cancellationToken)
    {
        if (devices.Find(frame.CameraId) is not { Enabled: true } device)
        {
            return;
        }

        watchdog.Came(device.Id);
        if (device.Text(DetectAttribute) == "edge")
        {
            _watchedAtTheEdge.GetOrAdd(device.Id, _ => new LiveView()).Show(frame);
            return;
        }

        var worker = _workers.GetValueOrDefault(device.Id) ?? await StartWorkerAsync(device, cancellationToken);
        worker.Put(frame);
    }

    /// <summary>The pictures of a camera; null before its first.</summary>
    public LiveView? FindView(string cameraId) =>
        _workers.GetValueOrDefault(cameraId)?.View ?? _watchedAtTheEdge.GetValueOrDefault(cameraId);

    /// <summary>Alarms of a camera that hold.</summary>
    public IEnumerable<Alarm> ActiveAlarms(string cameraId) =>
        (_workers.GetValueOrDefault(cameraId)?.ActiveAlarms.Values ?? Enumerable.Empty<Alarm>())
            .Concat(watchdog.Find(cameraId)?.Told is { } lost ? [lost] : []);

    /// <summary>How a camera's detector is doing; null where none runs here.</summary>
    public CameraFigures? FindFigures(string cameraId) => _workers.GetValueOrDefault(cameraId)?.Figures;

    /// <summary>Figures of the cameras that are watched here, at most so many, always the same while there are more.</summary>
    public IEnumerable<(string CameraId, CameraFigures Figures)> ListFigures(int max) =>
        _workers.OrderBy(w => w.Key, StringComparer.Ordinal).Take(max).Select(w => (w.Key, w.Value.Figures));

    /// <summary>"This is the right view": the camera learns its reference and background anew.</summary>
    /// <returns>False where no detector of the camera runs here.</returns>
    public async Task<bool> AcceptViewAsync(string cameraId, CancellationToken cancellationToken)
    {
        if (_workers.GetValueOrDefault(cameraId) is not { } worker)
        {
            return false;
        }

        await worker.PutAsync(new CameraOrder.AcceptView(), cancellationToken);
        return true;
    }

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
            return _workers[device.Id] = new CameraWorker(watch, takeAlarm, broken.TakeAsync, metrics, time, logger, objects.For(device.Id));
        }
        finally
        {
            _start.Release();
        }
    }
}
