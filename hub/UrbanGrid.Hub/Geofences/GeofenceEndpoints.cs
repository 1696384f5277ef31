using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Ingest.Vehicles.Geofences;

namespace UrbanGrid.Hub.Geofences;

/// <summary><c>/geofences</c>: the areas vehicles are judged by (电子围栏).</summary>
public static class GeofenceEndpoints
{
    /// <summary>Who may draw them: the dispatchers of the command centre (指挥中心), and administrators.</summary>
    private static readonly string[] Editors = [RoleKey.Dispatcher, RoleKey.Admin];

    /// <summary>Adds the resource.</summary>
    public static void MapGeofences(this IEndpointRouteBuilder api)
    {
        var geofences = api.MapGroup("/geofences").WithTags("geofences");
        geofences.MapGet("", (GeofenceRegister register, string? kind, string? cursor, int? limit) =>
            PageRequest.Read(cursor, limit).Cut(register.All.Where(g => kind is null || g.Kind == kind)));
        geofences.MapGet("/{id}", (string id, GeofenceRegister register) => register.Find(id) ?? throw ProblemException.NotFound("geofence", id));
        geofences.MapPost("", CreateAsync).RequireRole(Editors);
        geofences.MapPut("/{id}", UpdateAsync).RequireRole(Editors);
        geofences.MapDelete("/{id}", DeleteAsync).RequireRole(Editors).Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<Geofence> CreateAsync(Geofence input, HttpContext context, GeofenceRegister register, CancellationToken ct)
    {
        var made = await register.CreateAsync(input, Caller.Of(context.User).User, ct);
        context.Response.StatusCode = StatusCodes.Status201Created;
        return made;
    }

    /// <summary>A version in the body must be the present one; without one the change is made whatever was there.</summary>
    private static Task<Geofence> UpdateAsync(string id, Geofence input, HttpContext context, GeofenceRegister register, CancellationToken ct) =>
        register.UpdateAsync(input with { Id = id }, Caller.Of(context.User).User, ct);

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, GeofenceRegister register, CancellationToken ct) =>
        await register.DeleteAsync(id, Caller.Of(context.User).User, ct) ? Results.NoContent() : throw ProblemException.NotFound("geofence", id);
}
