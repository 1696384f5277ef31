using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras.Privacy;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Vision.Covers;

namespace UrbanGrid.Hub.Cameras.Covers;

/// <summary>A watched cover as the API tells it; put back, its first three members configure it.</summary>
/// <param name="Name">Name unique within the camera.</param>
/// <param name="Box">Box around the cover's ellipse.</param>
/// <param name="ComponentCode">16-digit code of the component, if known.</param>
/// <param name="References">Addresses of its reference pictures, oldest first; DELETE forgets one.</param>
/// <param name="Status">What the detector sees; null while nothing is known of it.</param>
public sealed record CoverView(string Name, PictureBox Box, string? ComponentCode, IReadOnlyList<string> References, CoverStatus? Status);

/// <summary><c>/cameras/{id}/covers</c>: manhole covers in a camera's picture.</summary>
public static class CoverEndpoints
{
    /// <summary>Adds the resource.</summary>
    public static void MapCovers(this IEndpointRouteBuilder api)
    {
        var covers = api.MapGroup("/cameras/{id}/covers").WithTags("cameras");
        covers.MapGet("", async (string id, DeviceRegistry devices, CameraDesk cameras, CoverStore store, CancellationToken ct) =>
            await ViewsAsync(devices.Camera(id), await store.FindAsync(id, ct), cameras, ct));
        covers.MapPut("", async (string id, List<CameraCover> wanted, DeviceRegistry devices, CoverDesk desk, CameraDesk cameras, CancellationToken ct) =>
        {
            CoverCheck.Check(wanted);
            return await ViewsAsync(devices.Camera(id), await desk.SetAsync(id, wanted, ct), cameras, ct);
        }).RequireRole(RoleKey.Admin);
        covers.MapPost("/{name}/reference", async (string id, string name, DeviceRegistry devices, CoverDesk desk, CameraDesk cameras, CancellationToken ct) =>
            await ViewsAsync(devices.Camera(id), await desk.TakeReferenceAsync(id, name, ct), cameras, ct)).RequireRole(RoleKey.Admin);
        var reference = covers.MapGroup("/{name}/references/{reference}");
        reference.MapGet("", ReferenceAsync).Produces(StatusCodes.Status200OK, contentType: MediaType.Jpeg);
        reference.MapDelete("", async (string id, string name, string reference, DeviceRegistry devices, CoverDesk desk, CameraDesk cameras, CancellationToken ct) =>
            await ViewsAsync(devices.Camera(id), await desk.RemoveReferenceAsync(id, name, reference, ct), cameras, ct)).RequireRole(RoleKey.Admin);
    }

    private static async Task<IResult> ReferenceAsync(
        string id, string name, string reference, DeviceRegistry devices, CoverStore store, CameraPictures pictures, HttpResponse response, CancellationToken ct)
    {
        var known = (await store.FindAsync(devices.Camera(id).Id, ct)).ReferencesOf(name).Contains(reference);
        var picture = known ? await pictures.ReadAsync(id, reference, ct) : null;

        // A privacy zone that is drawn changes it.
        response.Headers.CacheControl = "no-store";
        return Results.Bytes(picture ?? throw ProblemException.NotFound("reference", reference), MediaType.Jpeg);
    }

    private static async Task<List<CoverView>> ViewsAsync(Device camera, WatchedCovers covers, CameraDesk cameras, CancellationToken cancellationToken)
    {
        var status = await cameras.FindCoversAsync(camera, cancellationToken);
        return [.. covers.Covers.Select(c => new CoverView(
            c.Name,
            c.Box,
            c.ComponentCode,
            [.. covers.ReferencesOf(c.Name).Select(r => $"/api/v1/cameras/{Uri.EscapeDataString(camera.Id)}/covers/{Uri.EscapeDataString(c.Name)}/references/{r}")],
            status.FirstOrDefault(s => s.Name == c.Name)))];
    }
}
