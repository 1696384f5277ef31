using System.Text;
using UrbanGrid.Contracts;
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
        camera.MapGet("/zones", (string id, DeviceRegistry devices, ZoneStore zones, CancellationToken ct) =>
            zones.FindAsync(Known(id, devices).Id, ct));
        camera.MapGet("/figures", (string id, DeviceRegistry devices, CameraDesk desk) =>
            desk.FindFigures(Known(id, devices).Id) ?? throw new ProblemException("no_detector", id));
        camera.MapPost("/reference", AcceptViewAsync).Produces(StatusCodes.Status204NoContent).RequireRole(RoleKey.Acceptor, RoleKey.Admin);
        camera.MapGet("/empty-street.jpg", EmptyStreetAsync).Produces(StatusCodes.Status200OK, contentType: MediaType.Jpeg);
        camera.MapPut("/empty-street", TakeEmptyStreetAsync).Produces(StatusCodes.Status204NoContent).RequireRole(RoleKey.Admin);
        camera.MapDelete("/empty-street", async (string id, DeviceRegistry devices, CameraDesk desk, CancellationToken ct) =>
        {
            await desk.ForgetEmptyStreetAsync(Known(id, devices).Id, ct);
            return Results.NoContent();
        }).Produces(StatusCodes.Status204NoContent).RequireRole(RoleKey.Admin);
        camera.MapPut("/zones", async (string id, List<CameraZone> zones, DeviceRegistry devices, CameraDesk desk, CancellationToken ct) =>
        {
            ZoneCheck.Check(zones);
            await desk.SetZonesAsync(Known(id, devices).Id, zones, ct);
            return zones;
        }).RequireRole(RoleKey.Admin);
    }

    private static async Task<IResult> AcceptViewAsync(string id, DeviceRegistry devices, CameraDesk desk, CancellationToken cancellationToken)
    {
        if (!await desk.AcceptViewAsync(Known(id, devices).Id, cancellationToken))
        {
            throw new ProblemException("no_detector", id);
        }

        return Results.NoContent();
    }

    private static async Task<IResult> EmptyStreetAsync(string id, DeviceRegistry devices, EmptyStreetStore streets, HttpResponse response, CancellationToken cancellationToken)
    {
        var jpeg = await streets.FindAsync(Known(id, devices).Id, cancellationToken) ?? throw new ProblemException("no_picture", id);
        response.Headers.CacheControl = "no-store";
        return Results.Bytes(jpeg, MediaType.Jpeg);
    }

    private static async Task<IResult> TakeEmptyStreetAsync(string id, DeviceRegistry devices, CameraDesk desk, CancellationToken cancellationToken)
    {
        if (!await desk.TakeEmptyStreetAsync(Known(id, devices).Id, cancellationToken))
        {
            throw new ProblemException("no_detector", id);
        }

        return Results.NoContent();
    }

    private static IResult Snapshot(string id, DeviceRegistry devices, CameraDesk desk, HttpResponse response)
    {
        var frame = desk.FindView(Known(id, devices).Id)?.Last ?? throw new ProblemException("no_picture", id);
        response.Headers.CacheControl = "no-store";
        return Results.Bytes(frame.Jpeg, MediaType.Jpeg, lastModified: DateTimeOffset.FromUnixTimeMilliseconds(frame.Timestamp));
    }

    private static async Task LiveAsync(
        string id, HttpContext context, DeviceRegistry devices, CameraDesk desk, IHostApplicationLifetime life)
    {
        var view = desk.FindView(Known(id, devices).Id) ?? throw new ProblemException("no_picture", id);
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

    private static Device Known(string id, DeviceRegistry devices) =>
        devices.Find(id) is { Model: CameraDesk.Model } camera ? camera : throw ProblemException.NotFound("camera", id);
}
