using UrbanGrid.Hub.Http;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Cameras.EmptyStreets;

/// <summary>Takes and forgets the picture of a camera's street with nothing in its way.</summary>
public sealed class EmptyStreetDesk(EmptyStreetStore streets, LiveViews views, CameraWorkers workers)
{
    /// <summary>
    /// "This is the street with nothing in its way": the camera's present picture, against which what stood in an occupancy
    /// zone before the camera started is found.
    /// </summary>
    /// <exception cref="ProblemException"><c>no_picture</c>.</exception>
    public async Task TakeAsync(Device camera, CancellationToken cancellationToken)
    {
        var picture = views.Find(camera.Id)?.Last ?? throw new ProblemException("no_picture", camera.Id);
        await streets.SaveAsync(camera.Id, picture.Jpeg, cancellationToken);

        // Where the edge agent detects it is told with its next order.
        await workers.StartAnewAsync(camera.Id, cancellationToken);
    }

    /// <summary>Forgets the picture.</summary>
    public async Task ForgetAsync(Device camera, CancellationToken cancellationToken)
    {
        await streets.DeleteAsync(camera.Id, cancellationToken);
        await workers.StartAnewAsync(camera.Id, cancellationToken);
    }
}
