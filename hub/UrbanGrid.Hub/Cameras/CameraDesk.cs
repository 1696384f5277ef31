using System.Collections.Concurrent;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Monitoring;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Covers;
using UrbanGrid.Vision.Overlay;
using UrbanGrid.Vision.Privacy;

namespace UrbanGrid.Hub.Cameras;

/// <summary>All cameras: one worker each, made when its first frame comes.</summary>
public sealed class CameraDesk(
    DeviceRegistry devices, ZoneStore zones, CoverStore covers, FixtureStore fixtures, EmptyStreetStore streets, PrivacyMasks masks, EdgeCameras edge, PictureWatchdog watchdog,
    ObjectDetection objects, EvidenceStore evidence, TakeAlarm takeAlarm, BrokenFrames broken, HubMetrics metrics, TimeProvider time,
    ILogger<CameraDesk> logger) : IHostedService, IDisposable
{
    /// <summary>Key of the model of devices that are cameras.</summary>
    public const string Model = "camera";

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
        if (EdgeCameras.DetectsThere(device))
        {
            await ShowAsync(frame, cancellationToken);
            return;
        }

        var worker = _workers.GetValueOrDefault(device.Id) ?? await StartWorkerAsync(device, cancellationToken);
        worker.Put(frame);
    }

    private async Task ShowAsync(CameraFrame frame, CancellationToken cancellationToken)
    {
        try
        {
            _watchedAtTheEdge.GetOrAdd(frame.CameraId, _ => new LiveView()).Show(await masks.ApplyAsync(frame, cancellationToken));
        }
        catch (FrameUnreadableException e)
        {
            metrics.FrameBroken();
            await broken.TakeAsync(frame, e.Message, cancellationToken);
        }
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

    /// <summary>"This belongs here": the camera takes what is at the box for a part of the street, wherever its detectors run.</summary>
    public async ValueTask AcceptAsFixtureAsync(string cameraId, PictureBox box, CancellationToken cancellationToken)
    {
        if (devices.Find(cameraId) is { } camera && EdgeCameras.DetectsThere(camera))
        {
            await edge.AcceptAsFixtureAsync(cameraId, box, cancellationToken);
        }
        else if (_workers.GetValueOrDefault(cameraId) is { } worker)
        {
            await worker.PutAsync(new CameraOrder.AcceptFixture(box), cancellationToken);
        }
    }

    /// <summary>
    /// "This is the street with nothing in its way": the camera's present picture, against which what stood in an occupancy
    /// zone before the camera started is found.
    /// </summary>
    /// <returns>False where there is no picture, or the camera's detectors run elsewhere.</returns>
    public async Task<bool> TakeEmptyStreetAsync(string cameraId, CancellationToken cancellationToken)
    {
        if (_workers.GetValueOrDefault(cameraId) is not { View.Last: { } frame } worker)
        {
            return false;
        }

        await streets.SaveAsync(cameraId, frame.Jpeg, cancellationToken);
        await worker.PutAsync(new CameraOrder.UseEmptyStreet(frame.Jpeg.ToArray()), cancellationToken);
        return true;
    }

    /// <summary>Forgets the picture of the empty street.</summary>
    public async Task ForgetEmptyStreetAsync(string cameraId, CancellationToken cancellationToken)
    {
        await streets.DeleteAsync(cameraId, cancellationToken);
        if (_workers.GetValueOrDefault(cameraId) is { } worker)
        {
            await worker.PutAsync(new CameraOrder.UseEmptyStreet(null), cancellationToken);
        }
    }

    /// <summary>Stores zones and starts the camera's detector anew with them.</summary>
    public async Task SetZonesAsync(string cameraId, IReadOnlyList<CameraZone> newZones, CancellationToken cancellationToken)
    {
        await zones.SaveAsync(cameraId, newZones, cancellationToken);
        masks.Forget(cameraId);
        if (_watchedAtTheEdge.GetValueOrDefault(cameraId) is { } view && PrivacyMask.Of(newZones) is { } mask)
        {
            view.Hide(mask);
        }

        await UseZonesAsync(cameraId, newZones, cancellationToken);
    }

    /// <summary>Starts detectors anew whose zones are no longer those that are stored.</summary>
    /// <param name="cameraId">The camera; null for all that are watched here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RefreshZonesAsync(string? cameraId, CancellationToken cancellationToken)
    {
        masks.Forget(cameraId);
        foreach (var (id, worker) in _workers.Where(w => cameraId is null || w.Key == cameraId))
        {
            var stored = await zones.FindAsync(id, cancellationToken);
            if (!ZoneStore.AreSame(stored, worker.Zones))
            {
                await UseZonesAsync(id, stored, cancellationToken);
            }
        }
    }

    /// <summary>How a camera's covers stand; none while no detector of it runs here.</summary>
    public IReadOnlyList<CoverStatus> CoversOf(string cameraId) => _workers.GetValueOrDefault(cameraId)?.Covers ?? [];

    /// <summary>Stores covers and starts the camera's detector anew with them.</summary>
    public async Task<WatchedCovers> SetCoversAsync(string cameraId, IReadOnlyList<CameraCover> wanted, CancellationToken cancellationToken)
    {
        var stored = await covers.SaveAsync(cameraId, wanted, cancellationToken);
        await UseCoversAsync(cameraId, stored, cancellationToken);
        return stored;
    }

    /// <summary>The operator says that a cover is as it should be: the current picture becomes a further reference.</summary>
    /// <exception cref="ProblemException">The camera has no picture yet, or no cover of that name.</exception>
    public async Task<WatchedCovers> TakeReferenceAsync(string cameraId, string cover, CancellationToken cancellationToken)
    {
        if ((await covers.FindAsync(cameraId, cancellationToken)).Covers.All(c => c.Name != cover))
        {
            throw ProblemException.NotFound("cover", cover);
        }

        var picture = FindView(cameraId)?.Last ?? throw new ProblemException("no_picture", cameraId);
        var sha256 = await evidence.SaveAsync(picture.Jpeg, cancellationToken);
        var stored = await covers.AddReferenceAsync(cameraId, cover, sha256, cancellationToken);
        if (_workers.GetValueOrDefault(cameraId) is { } worker)
        {
            var pictures = await covers.PicturesOfAsync(stored, cancellationToken);
            await worker.PutAsync(new CameraOrder.AcceptReference(cover, stored, pictures), cancellationToken);
        }

        return stored;
    }

    /// <summary>Starts detectors anew whose covers are no longer those that are stored.</summary>
    /// <param name="cameraId">The camera; null for all that are watched here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RefreshCoversAsync(string? cameraId, CancellationToken cancellationToken)
    {
        foreach (var (id, worker) in _workers.Where(w => cameraId is null || w.Key == cameraId))
        {
            var stored = await covers.FindAsync(id, cancellationToken);
            if (!CoverStore.AreSame(stored, worker.WatchedCovers))
            {
                await UseCoversAsync(id, stored, cancellationToken);
            }
        }
    }

    private async Task UseCoversAsync(string cameraId, WatchedCovers stored, CancellationToken cancellationToken)
    {
        if (_workers.GetValueOrDefault(cameraId) is { } worker)
        {
            await worker.PutAsync(
                new CameraOrder.UseCovers(stored, await covers.PicturesOfAsync(stored, cancellationToken)), cancellationToken);
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

            var watched = await covers.FindAsync(device.Id, cancellationToken);
            var street = await streets.FindAsync(device.Id, cancellationToken);
            var watch = new CameraWatch
            {
                CameraId = device.Id, DisplayName = device.Name.En, TimeZone = edge.TimeZone, Zones = await zones.FindAsync(device.Id, cancellationToken),
                Covers = watched.Covers, CoverReferences = await covers.PicturesOfAsync(watched, cancellationToken),
                Fixtures = await fixtures.FindAsync(device.Id, cancellationToken),
                EmptyReference = street,
            };
            logger.LogInformation("Watching camera {Camera} with {Zones} zones", device.Id, watch.Zones.Count);
            return _workers[device.Id] = new CameraWorker(
                watch, watched, takeAlarm, broken.TakeAsync, fixtures.SaveAsync, metrics, time, logger, objects.For(device.Id));
        }
        finally
        {
            _start.Release();
        }
    }
}
