using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Cameras.Fixtures;

/// <summary>Tells cameras what belongs where it stands.</summary>
public sealed class FixtureDesk(DeviceRegistry devices, EdgeCameras edge, CameraWorkers workers)
{
    /// <summary>"This belongs here": the camera takes what is at the box for a part of the street, wherever its detectors run.</summary>
    public async ValueTask AcceptAsync(string cameraId, PictureBox box, CancellationToken cancellationToken)
    {
        if (devices.Find(cameraId) is { } camera && EdgeCameras.DetectsThere(camera))
        {
            await edge.AcceptAsFixtureAsync(cameraId, box, cancellationToken);
        }
        else if (workers.Find(cameraId) is { } worker)
        {
            await worker.PutAsync(new CameraOrder.AcceptFixture(box), cancellationToken);
        }
    }
}
