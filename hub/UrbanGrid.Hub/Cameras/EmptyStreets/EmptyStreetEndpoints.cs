using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Cameras.EmptyStreets;

/// <summary><c>/cameras/{id}/empty-street</c>: how the street looks with nothing in its way.</summary>
public static class EmptyStreetEndpoints
{
    /// <summary>Adds the resource.</summary>
    public static void MapEmptyStreets(this IEndpointRouteBuilder api)
    {
        var camera = api.MapGroup("/cameras/{id}").WithTags("cameras");
        camera.MapGet("/empty-street.jpg", async (string id, DeviceRegistry devices, EmptyStreetStore streets, HttpResponse response, CancellationToken ct) =>
        {
            response.Headers.CacheControl = "no-store";
            return Results.Bytes(await streets.FindAsync(devices.Camera(id).Id, ct) ?? throw new ProblemException("no_empty_street", id), MediaType.Jpeg);
        }).Produces(StatusCodes.Status200OK, contentType: MediaType.Jpeg);
        camera.MapPut("/empty-street", async (string id, DeviceRegistry devices, EmptyStreetDesk desk, CancellationToken ct) =>
        {
            await desk.TakeAsync(devices.Camera(id), ct);
            return Results.NoContent();
        }).Produces(StatusCodes.Status204NoContent).RequireRole(RoleKey.Admin);
        camera.MapDelete("/empty-street", async (string id, DeviceRegistry devices, EmptyStreetDesk desk, CancellationToken ct) =>
        {
            await desk.ForgetAsync(devices.Camera(id), ct);
            return Results.NoContent();
        }).Produces(StatusCodes.Status204NoContent).RequireRole(RoleKey.Admin);
    }
}
