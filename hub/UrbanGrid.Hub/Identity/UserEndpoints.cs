using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Identity;

/// <summary>One row of <c>GET /users</c>.</summary>
public sealed record UserRow(string User, LocalText DisplayName, IReadOnlyList<Named> Roles, Named? Department, bool Enabled);

/// <summary>Body of <c>POST /system-tokens</c>.</summary>
public sealed record NewSystemToken(string? Name, IReadOnlyList<string>? Roles);

/// <summary>A token as it is shown, once.</summary>
public sealed record IssuedSystemToken(string Name, string Token);

/// <summary><c>/users</c> and <c>/system-tokens</c>, for administrators.</summary>
public static class UserEndpoints
{
    private const int MaxNameLength = 64;

    /// <summary>Adds the resources.</summary>
    public static void MapUsers(this IEndpointRouteBuilder api)
    {
        api.MapGet("/users", ListAsync).WithTags("users").RequireRole(RoleKey.Admin);
        api.MapPost("/system-tokens", IssueAsync).WithTags("users").RequireRole(RoleKey.Admin);
        api.MapDelete("/system-tokens/{name}", async (string name, HubDb db, CancellationToken ct) =>
            await db.Set<SystemToken>().Where(t => t.Name == name).ExecuteDeleteAsync(ct) > 0
                ? Results.NoContent()
                : throw ProblemException.NotFound("system token", name)).WithTags("users").RequireRole(RoleKey.Admin);
    }

    /// <summary>Lets only people with one of the roles in.</summary>
    public static TBuilder RequireRole<TBuilder>(this TBuilder route, params string[] roles)
        where TBuilder : IEndpointConventionBuilder =>
        route.RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireRole(roles));

    private static async Task<Page<UserRow>> ListAsync(
        HubDb db, DepartmentName department, string? cursor, int? limit, CancellationToken ct)
    {
        var page = PageRequest.Read(cursor, limit);
        var users = await db.Users.AsNoTracking().OrderBy(u => u.UserName).Skip(page.Offset).Take(page.Limit + 1).ToListAsync(ct);
        var ids = users.Select(u => u.Id).ToList();
        var roles = await (from ur in db.UserRoles where ids.Contains(ur.UserId) join r in db.Roles on ur.RoleId equals r.Id select new { ur.UserId, r.Name })
            .ToListAsync(ct);
        var rolesOf = roles.ToLookup(r => r.UserId, r => Label.Of("role", r.Name!));
        List<UserRow> rows = [];
        foreach (var user in users)
        {
            var unit = user.Department is { } key ? await department(key, ct) : null;
            rows.Add(new UserRow(user.UserName!, user.DisplayName, [.. rolesOf[user.Id]], unit, user.Enabled));
        }

        return page.Of(rows);
    }

    private static async Task<IssuedSystemToken> IssueAsync(NewSystemToken input, HubDb db, TimeProvider time, CancellationToken ct)
    {
        if (input.Name is not { Length: > 0 and <= MaxNameLength } name)
        {
            throw new ProblemException("invalid_value", "name", $"1..{MaxNameLength}");
        }

        if (input.Roles is not { Count: > 0 } roles || !roles.All(RoleKey.All.Contains))
        {
            throw new ProblemException("invalid_value", "roles", string.Join(" | ", RoleKey.All));
        }

        var token = SystemTokenAuthentication.NewToken();
        await db.Set<SystemToken>().Where(t => t.Name == name).ExecuteDeleteAsync(ct);
        db.Set<SystemToken>().Add(new SystemToken
        {
            Name = name,
            TokenHash = SystemTokenAuthentication.HashOf(token),
            Roles = string.Join(',', roles),
            CreatedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
        });
        await db.SaveChangesAsync(ct);
        return new IssuedSystemToken(name, token);
    }
}
