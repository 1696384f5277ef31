using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using UrbanGrid.Casework;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Identity;

/// <summary>Body of <c>POST /session</c>.</summary>
public sealed record SignIn(string? User, string? Password);

/// <summary>Answer of <c>/session</c>.</summary>
public sealed record Session(
    string User, LocalText DisplayName, IReadOnlyList<Named> Roles, Named? Department, string CsrfToken);

/// <summary><c>/session</c>: sign in, ask who one is, sign out.</summary>
public static class SessionEndpoints
{
    private const int MaxLength = 256;

    /// <summary>Adds the resource; signing in needs no session, the rest does.</summary>
    public static void MapSession(this IEndpointRouteBuilder api)
    {
        var session = api.MapGroup("/session").WithTags("session");
        session.MapPost("", SignInAsync).AllowAnonymous();
        session.MapGet("", (HttpContext context, DepartmentName department) => DescribeAsync(Caller.Of(context.User), department, context.RequestAborted))
            .RequireAuthorization();
        session.MapPost("/password", PasswordEndpoint.ChangeAsync).RequireAuthorization().Produces(StatusCodes.Status204NoContent);
        session.MapDelete("", async (HttpContext context) =>
        {
            await context.SignOutAsync(IdentityConstants.ApplicationScheme);
            return Results.NoContent();
        }).RequireAuthorization();
    }

    private static async Task<Session> SignInAsync(
        SignIn input, HttpContext context, UserManager<HubUser> users, LoginThrottle throttle, DepartmentName department)
    {
        var name = Required(input.User, "user");
        var password = Required(input.Password, "password");
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (throttle.WaitFor(address, name) is { } wait)
        {
            throw TooMany(wait);
        }

        var user = await users.FindByNameAsync(name);
        if (user is not null && await users.GetLockoutEndDateAsync(user) is { } end && await users.IsLockedOutAsync(user))
        {
            throw TooMany(end - context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        }

        if (user is null || !await users.CheckPasswordAsync(user, password) || !user.Enabled)
        {
            await RefuseAsync(user, password, users);
            throttle.Failed(address, name);
            throw new ProblemException("bad_credentials");
        }

        throttle.Succeeded(address, name);
        await users.ResetAccessFailedCountAsync(user);
        var principal = Caller.PrincipalOf(
            user, await users.GetRolesAsync(user), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), IdentityConstants.ApplicationScheme);
        await context.SignInAsync(IdentityConstants.ApplicationScheme, principal, new AuthenticationProperties { IsPersistent = false });
        return await DescribeAsync(Caller.Of(principal), department, context.RequestAborted);
    }

    /// <summary>An unknown name must take as long as a wrong password, or the time tells which names exist.</summary>
    private static async Task RefuseAsync(HubUser? user, string password, UserManager<HubUser> users)
    {
        if (user is null)
        {
            users.PasswordHasher.HashPassword(new HubUser { NameZh = "", NameEn = "" }, password);
        }
        else
        {
            await users.AccessFailedAsync(user);
        }
    }

    private static string Required(string? value, string name) => value switch
    {
        null or "" => throw new ProblemException("missing_value", name),
        { Length: > MaxLength } => throw new ProblemException("invalid_value", name, $"≤ {MaxLength}"),
        _ => value,
    };

    internal static ProblemException TooMany(TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        return new ProblemException("too_many_attempts", seconds) { RetryAfterSeconds = seconds };
    }

    private static async Task<Session> DescribeAsync(Caller caller, DepartmentName department, CancellationToken cancellationToken) => new(
        caller.User,
        caller.DisplayName,
        [.. caller.Roles.Select(r => Label.Of("role", r))],
        caller.Department is { } key ? await department(key, cancellationToken) : null,
        caller.CsrfToken ?? "");
}
