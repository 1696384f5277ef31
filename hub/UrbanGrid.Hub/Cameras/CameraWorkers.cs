using System.Collections.Concurrent;
using UrbanGrid.Hub.Cameras.Fixtures;
using UrbanGrid.Hub.Cameras.KnownViews;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Monitoring;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Cameras;

/// <summary>The workers of the cameras whose detectors run here: one each, started when its first frame comes.</summary>
public sealed class CameraWorkers(
    DeviceRegistry devices, StoredWatches watches, FixtureStore fixtures, KnownViewStore known, LiveViews views, ObjectDetection objects, TakeAlarm takeAlarm, BrokenFrames broken,
    HubMetrics metrics, TimeProvider time, ILogger<CameraWorkers> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, CameraWorker> _workers = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _start = new(1, 1);

    /// <summary>All of them by camera.</summary>
    public IEnumerable<KeyValuePair<string, CameraWorker>> All => _workers;

    /// <summary>A camera's worker; null before its first frame, and where its detectors run elsewhere.</summary>
    public CameraWorker? Find(string cameraId) => _workers.GetValueOrDefault(cameraId);

    /// <summary>A camera's worker.</summary>
    /// <exception cref="ProblemException"><c>no_detector</c>: its detectors run elsewhere; <c>no_picture</c>: it has not sent a frame yet.</exception>
    public CameraWorker Require(Device camera) => Find(camera.Id) ?? throw new ProblemException(
        EdgeCameras.DetectsThere(camera) ? "no_detector" : "no_picture", camera.Id);

    /// <summary>A camera's worker, started if there is none.</summary>
    public async ValueTask<CameraWorker> StartAsync(Device camera, CancellationToken cancellationToken) =>
        Find(camera.Id) ?? await StartNewAsync(camera, cancellationToken);

    /// <summary>The detectors of a camera run elsewhere from now on: its worker ends, and with it the alarms that nothing here watches any more.</summary>
    public async ValueTask EndAsync(string cameraId)
    {
        if (_workers.TryRemove(cameraId, out var worker))
        {
            logger.LogInformation("Camera {Camera} is watched elsewhere from now on", cameraId);
            await worker.PutAsync(new CameraOrder.End(), CancellationToken.None);
            await worker.DisposeAsync();
        }
    }

    /// <summary>Starts a camera's detectors anew with what is stored; nothing happens where they do not run here.</summary>
    public async Task StartAnewAsync(string cameraId, CancellationToken cancellationToken)
    {
        if (Find(cameraId) is { } worker && devices.Find(cameraId) is { } camera)
        {
            await worker.PutAsync(new CameraOrder.StartAnew(await watches.ReadAsync(camera, cancellationToken)), cancellationToken);
        }
    }

    /// <summary>A cover has a new reference picture.</summary>
    public async Task AcceptReferenceAsync(string cameraId, string cover, CancellationToken cancellationToken)
    {
        if (Find(cameraId) is { } worker && devices.Find(cameraId) is { } camera)
        {
            await worker.PutAsync(new CameraOrder.AcceptReference(cover, await watches.ReadAsync(camera, cancellationToken)), cancellationToken);
        }
    }

    /// <summary>Starts detectors anew whose zones or covers are no longer those that are stored.</summary>
    /// <param name="cameraId">The camera; null for all that are watched here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RefreshAsync(string? cameraId, CancellationToken cancellationToken)
    {
        foreach (var (id, worker) in _workers.Where(w => cameraId is null || w.Key == cameraId))
        {
            if (devices.Find(id) is { } camera && await watches.ReadAsync(camera, cancellationToken) is var stored && !stored.IsSameAs(worker.Watch))
            {
                await worker.PutAsync(new CameraOrder.StartAnew(stored), cancellationToken);
            }
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

    private async Task<CameraWorker> StartNewAsync(Device camera, CancellationToken cancellationToken)
    {
        await _start.WaitAsync(cancellationToken);
        try
        {
            if (Find(camera.Id) is { } running)
            {
                return running;
            }

            var stored = await watches.ReadAsync(camera, cancellationToken);
            logger.LogInformation("Watching camera {Camera} with {Zones} zones", camera.Id, stored.Watch.Zones.Count);
            return _workers[camera.Id] = new CameraWorker(
                stored, views.Of(camera.Id), takeAlarm, broken.TakeAsync, fixtures.SaveAsync, known.SaveAsync, metrics, time, logger, objects.For(camera.Id));
        }
        finally
        {
            _start.Release();
        }
    }
}
