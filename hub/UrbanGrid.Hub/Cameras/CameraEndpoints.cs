using System.Text;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras.Zones;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Cameras;

/// <summary><c>/cameras</c>: pictures, zones, figures, and the view that is the right one.</summary>
public static class CameraEndpoints
{
    private const string Boundary = "urbangrid-frame";
    private const int MaxViewers = 100;
    private static int _viewers;

    /// <summary>Adds the resource.</summary>
    public static void MapCameras(this IEndpointRouteBuilder api)
    {
        var camera = api.MapGroup("/cameras/{id}").WithTags("cameras");
        camera.MapGet("/snapshot.jpg", Snapshot).Produces(StatusCodes.Status200OK, contentType: MediaType.Jpeg);
        camera.MapGet("/live.mjpg", LiveAsync).Produces(StatusCodes.Status200OK, contentType: "multipart/x-mixed-replace");
        camera.MapGet("/figures", (string id, DeviceRegistry devices, CameraWorkers workers) => workers.Require(devices.Camera(id)).Figures);
        camera.MapPost("/reference", async (string id, DeviceRegistry devices, CameraDesk desk, CancellationToken ct) =>
        {
            await desk.AcceptViewAsync(devices.Camera(id), ct);
            return Results.NoContent();
        }).Produces(StatusCodes.Status204NoContent).RequireRole(RoleKey.Acceptor, RoleKey.Admin);
        camera.MapGet("/zones", (string id, DeviceRegistry devices, ZoneStore zones, CancellationToken ct) =>
            zones.FindAsync(devices.Camera(id).Id, ct));
        camera.MapPut("/zones", async (string id, List<CameraZone> zones, DeviceRegistry devices, ZoneDesk desk, CancellationToken ct) =>
        {
            ZoneCheck.Check(zones);
            await desk.SetAsync(devices.Camera(id).Id, zones, ct);
            return zones;
        }).RequireRole(RoleKey.Admin);
    }

    private static IResult Snapshot(string id, DeviceRegistry devices, CameraDesk desk, HttpResponse response)
    {
        var frame = desk.FindView(devices.Camera(id).Id)?.Last ?? throw new ProblemException("no_picture", id);
        response.Headers.CacheControl = "no-store";
        return Results.Bytes(frame.Jpeg, MediaType.Jpeg, lastModified: DateTimeOffset.FromUnixTimeMilliseconds(frame.Timestamp));
    }

    private static async Task LiveAsync(
        string id, HttpContext context, DeviceRegistry devices, CameraDesk desk, IHostApplicationLifetime life)
    {
        var view = desk.FindView(devices.Camera(id).Id) ?? throw new ProblemException("no_picture", id);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        try
        {
            if (Interlocked.Increment(ref _viewers) > MaxViewers)
            {
                throw new ProblemException("too_many_viewers") { RetryAfterSeconds = 10 };
            }

            context.Response.ContentType = $"multipart/x-mixed-replace; boundary={Boundary}";
            context.Response.Headers.CacheControl = "no-store";
            await foreach (var frame in view.WatchAsync(end.Token))
            {
                await context.Response.WriteAsync(
                    $"--{Boundary}\r\nContent-Type: {MediaType.Jpeg}\r\nContent-Length: {frame.Jpeg.Length}\r\n\r\n", Encoding.ASCII, end.Token);
                await context.Response.Body.WriteAsync(frame.Jpeg, end.Token);
                await context.Response.WriteAsync("\r\n", Encoding.ASCII, end.Token);
                await context.Response.Body.FlushAsync(end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The viewer left or the hub stops.
        }
        finally
        {
            Interlocked.Decrement(ref _viewers);
        }
    }
}
