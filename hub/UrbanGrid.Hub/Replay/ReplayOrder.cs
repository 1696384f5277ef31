using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Hub.Setup;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Vision;

namespace UrbanGrid.Hub.Replay;

/// <summary>Makes a replay of what was uploaded or named: finds the clip, and what the camera watches.</summary>
public sealed class ReplayOrder(
    ReplayShelf shelf, ReplayLimits limits, EvidenceStore evidence, DeviceRegistry devices, StoredWatches watches, HubOptions options, TimeProvider time)
{
    /// <summary>The camera's id in a replay that belongs to none.</summary>
    private const string NoCamera = "clip";

    /// <summary>Makes it; the file of the upload is the replay's from here on.</summary>
    /// <exception cref="ProblemException">The clip is no video, is too long or is not there; or the camera is not.</exception>
    public async Task<Replay> MakeAsync(ReplayUpload upload, Caller caller, CancellationToken cancellationToken)
    {
        var watch = await WatchAsync(upload.Settings, cancellationToken);
        return new Replay
        {
            Clip = await ClipAsync(upload, cancellationToken),
            Watch = watch,
            Camera = upload.Settings.Camera,
            By = caller.User,
            CreatedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
            PictureRoot = shelf.PictureRoot,
        };
    }

    private async Task<ReplayWatch> WatchAsync(ReplaySettings settings, CancellationToken cancellationToken)
    {
        var present = settings.Camera is { } id
            ? (await watches.ReadAsync(devices.Camera(id), cancellationToken)).Watch
            : new CameraWatch { CameraId = NoCamera, TimeZone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone) };
        return new ReplayWatch(
            present with { Zones = settings.Zones ?? present.Zones },
            settings.Compare ? present : null,
            settings.FramesPerSecond,
            settings.StartsAt ?? time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    private async Task<ReplayClip> ClipAsync(ReplayUpload upload, CancellationToken cancellationToken)
    {
        if (upload.Path is null && upload.Again is { } again)
        {
            return shelf.Find(again)?.Clip ?? throw ProblemException.NotFound("replay", again);
        }

        var folder = shelf.NewClipFolder(out var id);
        try
        {
            var source = Path.Combine(folder, "source");
            if (upload.Path is not null)
            {
                upload.MoveTo(source);
            }
            else
            {
                source = evidence.Find(upload.Evidence!) ?? throw ProblemException.NotFound("evidence", upload.Evidence!);
            }

            return new ReplayClip(id, folder, source, upload.Name, await VideoFacts.ReadAsync(source, limits, cancellationToken));
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }
}
