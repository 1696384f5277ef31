using UrbanGrid.Hub.Evidence;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Vision.Overlay;

namespace UrbanGrid.Hub.Cameras;

/// <summary><c>/cameras/{id}/overlay</c> and <c>background.jpg</c>: what a camera's detectors think, to be drawn over its picture.</summary>
public static class OverlayEndpoints
{
    /// <summary>Adds the resources.</summary>
    public static void MapCameraOverlay(this IEndpointRouteBuilder api)
    {
        var camera = api.MapGroup("/cameras/{id}").WithTags("cameras");
        camera.MapGet("/overlay", async (string id, DeviceRegistry devices, CameraDesk desk, HttpResponse response, CancellationToken ct) =>
        {
            response.Headers.CacheControl = "no-store";
            return await desk.FindOverlayAsync(devices.Camera(id), ct) is { } overlay ? Results.Ok(overlay) : Results.NoContent();
        }).Produces<PipelineOverlay>().Produces(StatusCodes.Status204NoContent);
        camera.MapGet("/background.jpg", async (string id, DeviceRegistry devices, CameraDesk desk, HttpResponse response, CancellationToken ct) =>
        {
            response.Headers.CacheControl = "no-store";
            return Results.Bytes(await desk.ReadBackgroundAsync(devices.Camera(id), ct), MediaType.Jpeg);
        }).Produces(StatusCodes.Status200OK, contentType: MediaType.Jpeg);
    }
}
