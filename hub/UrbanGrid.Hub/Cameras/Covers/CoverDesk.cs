using UrbanGrid.Contracts;
using UrbanGrid.Hub.Http;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Cameras.Covers;

/// <summary>The manhole covers that cameras watch: which, how they should look, how they stand.</summary>
public sealed class CoverDesk(CoverStore covers, DeviceRegistry devices, EdgeCameras edge, LiveViews views, CameraWorkers workers)
{
    /// <summary>Stores covers and starts the camera's detector anew with them.</summary>
    public async Task<WatchedCovers> SetAsync(string cameraId, IReadOnlyList<CameraCover> wanted, CancellationToken cancellationToken)
    {
        var stored = await covers.SaveAsync(cameraId, wanted, cancellationToken);
        await workers.StartAnewAsync(cameraId, cancellationToken);
        return stored;
    }

    /// <summary>
    /// The operator says that a cover is as it should be: the current picture becomes a further reference. With its first the
    /// detector starts anew, so that what it had to learn by itself counts no more.
    /// </summary>
    /// <exception cref="ProblemException">The camera has no picture yet, or no cover of that name.</exception>
    public async Task<WatchedCovers> TakeReferenceAsync(string cameraId, string cover, CancellationToken cancellationToken)
    {
        var picture = views.Find(cameraId)?.Last ?? throw new ProblemException("no_picture", cameraId);
        var stored = await covers.AddReferenceAsync(cameraId, cover, picture.Jpeg, cancellationToken);
        if (stored.ReferencesOf(cover) is [_])
        {
            // Where the edge agent detects its next order does it.
            await workers.StartAnewAsync(cameraId, cancellationToken);
        }
        else if (devices.Find(cameraId) is { } camera && EdgeCameras.DetectsThere(camera))
        {
            await edge.AcceptReferenceAsync(cameraId, new ReferenceOrder(cover, stored.ReferencesOf(cover)[^1]), cancellationToken);
        }
        else
        {
            await workers.AcceptReferenceAsync(cameraId, cover, cancellationToken);
        }

        return stored;
    }

    /// <summary>Forgets a reference picture and starts the camera's detector anew without it.</summary>
    /// <exception cref="ProblemException">The cover has no such picture.</exception>
    public async Task<WatchedCovers> RemoveReferenceAsync(string cameraId, string cover, string reference, CancellationToken cancellationToken)
    {
        var stored = await covers.RemoveReferenceAsync(cameraId, cover, reference, cancellationToken);
        await workers.StartAnewAsync(cameraId, cancellationToken);
        return stored;
    }
}
