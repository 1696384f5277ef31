using UrbanGrid.Contracts;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Vision.Covers;

namespace UrbanGrid.Hub.Cameras;

/// <summary>A watched cover as the API tells it; put back, its first three members configure it.</summary>
/// <param name="Name">Name unique within the camera.</param>
/// <param name="Box">Box around the cover's ellipse.</param>
/// <param name="ComponentCode">16-digit code of the component, if known.</param>
/// <param name="References">Addresses of its reference pictures, oldest first.</param>
/// <param name="Status">What the detector sees; null while it does not run in the hub.</param>
public sealed record CoverView(string Name, PictureBox Box, string? ComponentCode, IReadOnlyList<string> References, CoverStatus? Status);

/// <summary><c>/cameras/{id}/covers</c>: manhole covers in a camera's picture.</summary>
public static class CoverEndpoints
{
    /// <summary>Adds the resource.</summary>
    public static void MapCovers(this IEndpointRouteBuilder api)
    {
        var covers = api.MapGroup("/cameras/{id}/covers").WithTags("cameras");
        covers.MapGet("", async (string id, DeviceRegistry devices, CameraDesk desk, CoverStore store, CancellationToken ct) =>
            Views(id, await store.FindAsync(Known(id, devices), ct), desk));
        covers.MapPut("", async (string id, List<CameraCover> wanted, DeviceRegistry devices, CameraDesk desk, CancellationToken ct) =>
        {
            CoverCheck.Check(wanted);
            return Views(id, await desk.SetCoversAsync(Known(id, devices), wanted, ct), desk);
        }).RequireRole(RoleKey.Admin);
        covers.MapPost("/{name}/reference", async (string id, string name, DeviceRegistry devices, CameraDesk desk, CancellationToken ct) =>
            Views(id, await desk.TakeReferenceAsync(Known(id, devices), name, ct), desk)).RequireRole(RoleKey.Admin);
    }

    private static List<CoverView> Views(string id, WatchedCovers covers, CameraDesk desk)
    {
        var status = desk.CoversOf(id);
        return [.. covers.Covers.Select(c => new CoverView(
            c.Name,
            c.Box,
            c.ComponentCode,
            [.. covers.References.GetValueOrDefault(c.Name, []).Select(EvidenceEndpoints.Url)],
            status.FirstOrDefault(s => s.Name == c.Name)))];
    }

    private static string Known(string id, DeviceRegistry devices) =>
        devices.Find(id) is { Model: CameraDesk.Model } ? id : throw ProblemException.NotFound("camera", id);
}
