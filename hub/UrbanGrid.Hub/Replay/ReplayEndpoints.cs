using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Replay;

/// <summary><c>/replays</c>: what detectors would have made of a clip.</summary>
public static class ReplayEndpoints
{
    private static readonly string[] Allowed = [RoleKey.Admin, RoleKey.ShiftLeader];

    /// <summary>Adds the resource.</summary>
    public static void MapReplays(this IEndpointRouteBuilder api)
    {
        var replays = api.MapGroup("/replays").WithTags("replays");
        replays.MapPost("", StartAsync).RequireRole(Allowed).DisableAntiforgery()
            .Accepts<IFormFile>("multipart/form-data").Produces<ReplayView>(StatusCodes.Status202Accepted);
        replays.MapGet("", (ReplayShelf shelf, ReplayDescriber describer) =>
            new Page<ReplayView>([.. shelf.All.Select(describer.Summarise)], null)).RequireRole(Allowed);
        replays.MapGet("/{id}", (string id, ReplayShelf shelf, ReplayDescriber describer) => describer.Describe(Known(id, shelf))).RequireRole(Allowed);
        replays.MapDelete("/{id}", (string id, ReplayShelf shelf) =>
        {
            shelf.Remove(Known(id, shelf));
            return Results.NoContent();
        }).RequireRole(Allowed).Produces(StatusCodes.Status204NoContent);
        replays.MapGet("/{id}/pictures/{number:int}", (string id, int number, ReplayShelf shelf) =>
            Results.File(Known(id, shelf).FindPicture(number) ?? throw ProblemException.NotFound("picture", number), MediaType.Jpeg))
            .RequireRole(Allowed).Produces(StatusCodes.Status200OK, contentType: MediaType.Jpeg);
        replays.MapGet("/{id}/clip.mp4", (string id, ReplayShelf shelf) => Clip(Known(id, shelf)))
            .RequireRole(Allowed).Produces(StatusCodes.Status200OK, contentType: Mp4);
    }

    private const string Mp4 = "video/mp4";

    private static async Task<IResult> StartAsync(
        HttpContext context, ReplayDesk desk, ReplayShelf shelf, ReplayOrder order, ReplayDescriber describer, ReplayLimits limits, CancellationToken ct)
    {
        desk.RequireRoom();
        using var upload = await ReplayUpload.ReadAsync(context, shelf.UploadFolder, limits, ct);
        var replay = await order.MakeAsync(upload, Caller.Of(context.User), ct);
        desk.Put(replay);
        return Results.Accepted(ReplayDescriber.UrlOf(replay), describer.Describe(replay));
    }

    private static IResult Clip(Replay replay) => File.Exists(replay.Clip.ForBrowsers)
        ? Results.File(replay.Clip.ForBrowsers, Mp4, enableRangeProcessing: true)
        : throw ProblemException.NotFound("clip", replay.Id);

    private static Replay Known(string id, ReplayShelf shelf) => shelf.Find(id) ?? throw ProblemException.NotFound("replay", id);
}
