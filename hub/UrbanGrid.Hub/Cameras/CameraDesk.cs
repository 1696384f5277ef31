using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras.Edge;
using UrbanGrid.Hub.Cameras.Privacy;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Monitoring;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Covers;
using UrbanGrid.Vision.Overlay;

namespace UrbanGrid.Hub.Cameras;

/// <summary>Frames come in here; what cameras show and what their detectors make of it can be asked here.</summary>
public sealed class CameraDesk(
    DeviceRegistry devices, CameraWorkers workers, EdgeCameras edge, EdgeOverlays overlays, LiveViews views, PrivacyMasks masks, PictureWatchdog watchdog, BrokenFrames broken, HubMetrics metrics,
    TimeProvider time)
{
    /// <summary>Key of the model of devices that are cameras.</summary>
    public const string Model = "camera";

    private static readonly TimeSpan LiveFor = TimeSpan.FromSeconds(20);

    /// <summary>Cameras whose last picture is fresh.</summary>
    public int LiveCount => views.CountSince((time.GetUtcNow() - LiveFor).ToUnixTimeMilliseconds());

    /// <summary>Takes a frame; does not wait for the camera's detector.</summary>
    public async ValueTask FrameReceivedAsync(CameraFrame frame, CancellationToken cancellationToken)
    {
        if (devices.Find(frame.CameraId) is not { Enabled: true } camera)
        {
            return;
        }

        watchdog.Came(camera.Id);
        if (EdgeCameras.DetectsThere(camera))
        {
            await workers.EndAsync(camera.Id);
            await ShowAsync(frame, cancellationToken);
        }
        else
        {
            (await workers.StartAsync(camera, cancellationToken)).Put(frame);
        }
    }

    /// <summary>The pictures of a camera; null before its first.</summary>
    public LiveView? FindView(string cameraId) => views.Find(cameraId);

    /// <summary>What a camera's detectors think, wherever they run; null before the first frame, and until an agent has told.</summary>
    public async ValueTask<PipelineOverlay?> FindOverlayAsync(Device camera, CancellationToken cancellationToken) => EdgeCameras.DetectsThere(camera)
        ? (await overlays.LookAsync(camera.Id, cancellationToken))?.Overlay
        : workers.Find(camera.Id)?.Overlay;

    /// <summary>How a camera's covers stand, wherever its detectors run; none where nothing is known of it.</summary>
    public async ValueTask<IReadOnlyList<CoverStatus>> FindCoversAsync(Device camera, CancellationToken cancellationToken) =>
        (EdgeCameras.DetectsThere(camera) ? (await overlays.LookAsync(camera.Id, cancellationToken))?.Covers : workers.Find(camera.Id)?.Covers) ?? [];

    /// <summary>How a camera's detector is doing; null where none runs here.</summary>
    public CameraFigures? FindFigures(string cameraId) => workers.Find(cameraId)?.Figures;

    /// <summary>Figures of the cameras that are watched here, at most so many, always the same while there are more.</summary>
    public IEnumerable<(string CameraId, CameraFigures Figures)> ListFigures(int max) =>
        workers.All.OrderBy(w => w.Key, StringComparer.Ordinal).Take(max).Select(w => (w.Key, w.Value.Figures));

    /// <summary>Alarms of a camera that hold.</summary>
    public IEnumerable<Alarm> ActiveAlarms(string cameraId) =>
        (workers.Find(cameraId)?.ActiveAlarms.Values ?? Enumerable.Empty<Alarm>())
            .Concat(watchdog.Find(cameraId)?.Told is { } lost ? [lost] : []);

    /// <summary>What a camera takes for its empty street, as JPEG.</summary>
    /// <exception cref="ProblemException">
    /// <c>no_detector</c>, <c>no_picture</c>, <c>no_background</c> while it is being learned, or <c>camera_busy</c>.
    /// </exception>
    public async Task<byte[]> ReadBackgroundAsync(Device camera, CancellationToken cancellationToken)
    {
        try
        {
            return await workers.Require(camera).AskAsync(p => p?.ReadBackground(), cancellationToken) ?? throw new ProblemException("no_background", camera.Id);
        }
        catch (Exception trouble) when (trouble is CameraBusyException or VisionException)
        {
            throw new ProblemException("camera_busy", camera.Id) { RetryAfterSeconds = (int)CameraWorker.AnswerPatience.TotalSeconds };
        }
    }

    /// <summary>"This is the right view": the camera learns its reference and background anew, wherever its detectors run.</summary>
    /// <exception cref="ProblemException"><c>no_picture</c>.</exception>
    public async ValueTask AcceptViewAsync(Device camera, CancellationToken cancellationToken)
    {
        if (EdgeCameras.DetectsThere(camera))
        {
            await edge.AcceptViewAsync(camera.Id, cancellationToken);
        }
        else
        {
            await workers.Require(camera).PutAsync(new CameraOrder.AcceptView(), cancellationToken);
        }
    }

    private async Task ShowAsync(CameraFrame frame, CancellationToken cancellationToken)
    {
        try
        {
            views.Of(frame.CameraId).Show(await masks.ApplyAsync(frame, cancellationToken));
        }
        catch (FrameUnreadableException e)
        {
            metrics.FrameBroken();
            await broken.TakeAsync(frame, e.Message, cancellationToken);
        }
    }
}
