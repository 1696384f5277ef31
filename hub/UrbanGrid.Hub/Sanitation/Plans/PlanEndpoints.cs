using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Sanitation.Plans;

/// <summary><c>/sanitation/plans</c>, the table of kinds, and GeoJSON as parts of a plan.</summary>
public static class PlanEndpoints
{
    /// <summary>Adds the resources.</summary>
    public static void MapPlans(this IEndpointRouteBuilder sanitation)
    {
        sanitation.MapGet("/kinds", () => WorkKinds.Table)
            .WithSummary("Kinds of work with the speeds at which it counts, and the hours of road grades; each row names its source.")
            .RequireRole(SanitationServices.Readers);
        var plans = sanitation.MapGroup("/plans");
        plans.MapGet("", ListAsync).RequireRole(SanitationServices.Readers);
        plans.MapGet("/{id}", async (string id, PlanStore store, CancellationToken ct) => (await store.GetAsync(id, ct)).Plan)
            .RequireRole(SanitationServices.Readers);
        plans.MapPost("", CreateAsync)
            .WithSummary("A new plan; what is left out is filled in from the kind. A route takes lines, or codes of the city's roads.")
            .RequireRole(SanitationServices.Planners);
        plans.MapPut("/{id}", async (string id, PlanInput input, HttpContext context, PlanDesk desk, CancellationToken ct) =>
            (await desk.ChangeAsync(id, input, Caller.Of(context.User).User, ct)).Plan).RequireRole(SanitationServices.Planners);
        plans.MapDelete("/{id}", async (string id, PlanStore store, CancellationToken ct) => await store.DeleteAsync(id, ct)
                ? Results.NoContent()
                : throw ProblemException.NotFound("plan", id))
            .RequireRole(SanitationServices.Planners).Produces(StatusCodes.Status204NoContent);
        sanitation.MapPost("/geojson", async (HttpRequest request, CancellationToken ct) => await PlanGeoJson.ReadAsync(request.Body, ct))
            .WithSummary("Reads a GeoJSON file (lines, polygons, points) into routes, areas and collection points of a plan; nothing is kept.")
            .RequireRole(SanitationServices.Planners);
    }

    private static async Task<Page<PlanSummary>> ListAsync(PlanStore store, CityRegister cities, CancellationToken ct)
    {
        var city = await cities.CurrentAsync(ct);
        return new Page<PlanSummary>([.. (await store.AllAsync(ct)).Select(p => PlanSummary.Of(p, city))], null);
    }

    private static async Task<WorkPlan> CreateAsync(PlanInput input, HttpContext context, PlanDesk desk, CancellationToken ct)
    {
        var made = await desk.AddAsync(input, Caller.Of(context.User).User, ct);
        context.Response.StatusCode = StatusCodes.Status201Created;
        return made.Plan;
    }
}
