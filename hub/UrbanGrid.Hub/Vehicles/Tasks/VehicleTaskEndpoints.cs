using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Vehicles.Tasks;

/// <summary><c>/cases/{number}/vehicles</c>: who is near, and who is sent; <c>/vehicles/tasks</c>.</summary>
public static class VehicleTaskEndpoints
{
    private const int DefaultNear = 5;
    private const int MaxNear = 50;

    /// <summary>Who may send vehicles: the dispatchers of the command centre (指挥中心), and administrators.</summary>
    private static readonly string[] Commanders = [RoleKey.Dispatcher, RoleKey.Admin];

    /// <summary>Adds the resources.</summary>
    public static void MapVehicleTasks(this IEndpointRouteBuilder api)
    {
        var around = api.MapGroup("/cases/{number}/vehicles").WithTags("vehicles");
        around.MapGet("", (string number, int? limit, HttpContext context, VehicleTaskDesk desk, CancellationToken ct) =>
            desk.AroundAsync(number, LimitOf(limit), Caller.Of(context.User), ct)).WithSummary("The vehicles nearest to a case, free ones first, and those that were sent to it.");
        around.MapPost("/{id}", async (string number, string id, NewVehicleTask input, HttpContext context, VehicleTaskDesk desk, CancellationToken ct) =>
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return await desk.SendAsync(number, id, input, Caller.Of(context.User), ct);
        }).RequireRole(Commanders);
        api.MapPost("/vehicles/tasks/{id}/end", (string id, VehicleTaskEnding input, HttpContext context, VehicleTaskDesk desk, CancellationToken ct) =>
            desk.EndAsync(id, input.End ?? throw new ProblemException("missing_value", "end"), Caller.Of(context.User), ct)).WithTags("vehicles").RequireRole(Commanders);
    }

    private static int LimitOf(int? limit) => limit switch
    {
        null => DefaultNear,
        >= 1 and <= MaxNear => limit.Value,
        _ => throw new ProblemException("invalid_value", "limit", $"1..{MaxNear}"),
    };
}
