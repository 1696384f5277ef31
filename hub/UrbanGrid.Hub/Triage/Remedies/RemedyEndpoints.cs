using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Triage.Remedies;

/// <summary><c>/incidents/{id}/remedies</c>.</summary>
public static class RemedyEndpoints
{
    /// <summary>Adds the resource: read, apply with POST, undo with DELETE. All answer with the list as it is then.</summary>
    public static void MapRemedies(this IEndpointRouteBuilder api)
    {
        var remedies = api.MapGroup("/incidents/{id:long}/remedies").WithTags("triage");
        remedies.MapGet("", (long id, RemedyDesk desk, CancellationToken ct) => desk.ListAsync(id, ct))
            .RequireRole(RoleKey.Acceptor, RoleKey.Admin);
        remedies.MapPost("/{key}", async (long id, string key, HttpContext context, RemedyDesk desk, CancellationToken ct) =>
        {
            await desk.ApplyAsync(id, key, Caller.Of(context.User).DisplayName.Zh, ct);
            return await desk.ListAsync(id, ct);
        }).RequireRole(RoleKey.Acceptor, RoleKey.Admin);
        remedies.MapDelete("/{key}", async (long id, string key, HttpContext context, RemedyDesk desk, CancellationToken ct) =>
        {
            await desk.UndoAsync(id, key, Caller.Of(context.User).DisplayName.Zh, ct);
            return await desk.ListAsync(id, ct);
        }).RequireRole(RoleKey.Acceptor, RoleKey.Admin);
    }
}
