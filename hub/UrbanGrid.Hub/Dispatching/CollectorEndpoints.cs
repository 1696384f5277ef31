using UrbanGrid.Casework;
using UrbanGrid.Casework.Assignment;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Cases;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Dispatching;

/// <summary>
/// Who watches which responsibility grid (<c>/dispatch/collectors</c>), and where a collector is (<c>POST /me/position</c>): what tasks are
/// given by. The position is kept until the next one, is shown to nobody but as a distance to a case, and is in no log.
/// </summary>
public static class CollectorEndpoints
{
    /// <summary>Adds the resources.</summary>
    public static void MapCollectors(this IEndpointRouteBuilder api)
    {
        api.MapGet("/dispatch/collectors", ListAsync).WithTags("dispatch").RequireRole(RoleKey.Acceptor, RoleKey.Dispatcher, RoleKey.ShiftLeader, RoleKey.Leader, RoleKey.Admin);
        api.MapPut("/dispatch/collectors/{user}", SetAsync).WithTags("dispatch").RequireRole(RoleKey.Admin);
        api.MapPost("/me/position", TellAsync).WithTags("dispatch").RequireRole(RoleKey.Collector)
            .WithSummary("Where the calling collector is now; at most once in ten seconds.");
    }

    private static async Task<IReadOnlyList<CollectorGridsView>> ListAsync(CasePeople people, Collectors collectors, CityRegister cities, CancellationToken ct)
    {
        var names = (await cities.CurrentAsync(ct)).Areas.ToDictionary(a => a.Code, a => new LocalText(a.NameZh, a.NameEn));
        var grids = await collectors.GridsAsync(ct);
        return
        [
            .. (await people.WithRoleAsync(RoleKey.Collector, department: null, ct)).Select(p => new CollectorGridsView(
                p.Key, p.Name, [.. (grids.GetValueOrDefault(p.Key) ?? []).Select(g => new Named(g, names.GetValueOrDefault(g) ?? new LocalText(g, g)))])),
        ];
    }

    private static async Task<IReadOnlyList<CollectorGridsView>> SetAsync(
        string user, CollectorGridsInput input, CasePeople people, Collectors collectors, CityRegister cities, CancellationToken ct)
    {
        if ((await people.WithRoleAsync(RoleKey.Collector, department: null, ct)).All(p => p.Key != user))
        {
            throw ProblemException.NotFound("collector", user);
        }

        var grids = input.Grids ?? throw new ProblemException("missing_value", "grids");
        await collectors.SetGridsAsync(user, [.. grids.OfType<string>()], ct);
        return await ListAsync(people, collectors, cities, ct);
    }

    private static async Task<IResult> TellAsync(PositionInput input, HttpContext context, Collectors collectors, CancellationToken ct)
    {
        var (lat, lon) = (input.Lat ?? throw new ProblemException("missing_value", "lat"), input.Lon ?? throw new ProblemException("missing_value", "lon"));
        var wait = (int)Collectors.Pace.TotalSeconds;
        return await collectors.TellAsync(Caller.Of(context.User).User, lat, lon, ct)
            ? Results.NoContent()
            : throw new ProblemException("too_many_positions", wait) { RetryAfterSeconds = wait };
    }
}
