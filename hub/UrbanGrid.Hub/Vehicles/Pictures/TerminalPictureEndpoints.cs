using System.Net.Mime;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Http;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Jt808.Terminals;

namespace UrbanGrid.Hub.Vehicles.Pictures;

/// <summary>Answer of <c>GET /vehicles/{id}/pictures</c>, newest first.</summary>
public sealed record TerminalPicturesView(IReadOnlyList<TerminalPictureView> Items);

/// <summary><c>/vehicles/{id}/pictures</c>: what the terminal's cameras took.</summary>
public static class TerminalPictureEndpoints
{
    /// <summary>Adds the store.</summary>
    public static void AddTerminalPictures(this IServiceCollection services, string folder)
    {
        services.AddSingleton(_ => new TerminalPictureFolder(folder));
        services.AddSingleton<TakeTerminalMedium>(s => s.GetRequiredService<TerminalPictureFolder>().TakeAsync);
    }

    /// <summary>Adds the resource.</summary>
    public static void MapTerminalPictures(this IEndpointRouteBuilder api)
    {
        var pictures = api.MapGroup("/vehicles/{id}/pictures").WithTags("vehicles");
        pictures.MapGet("", (string id, DeviceRegistry registry, TerminalPictureFolder folder) =>
            new TerminalPicturesView(folder.List((registry.Find(id) ?? throw ProblemException.NotFound("vehicle", id)).Id)));
        pictures.MapGet("/{name}", async (string id, string name, DeviceRegistry registry, TerminalPictureFolder folder, HttpResponse response, CancellationToken ct) =>
        {
            var path = folder.Find((registry.Find(id) ?? throw ProblemException.NotFound("vehicle", id)).Id, name) ?? throw ProblemException.NotFound("picture", name);
            response.Headers.CacheControl = "private, max-age=86400, immutable";
            var type = await MediaType.OfFileAsync(path, ct);
            return Results.File(path, type == MediaType.Json ? MediaTypeNames.Application.Octet : type, enableRangeProcessing: true);
        });
    }
}
