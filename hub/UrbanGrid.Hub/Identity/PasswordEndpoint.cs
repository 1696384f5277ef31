using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Caching.Memory;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Identity;

/// <summary>Body of <c>POST /session/password</c>.</summary>
public sealed record PasswordChange(string? Current, string? Next);

/// <summary><c>POST /session/password</c>: a person changes the own password; the person's other sessions end.</summary>
public static class PasswordEndpoint
{
    /// <summary>Characters a password has at least.</summary>
    public const int MinLength = 12;

    private const int MaxLength = 256;

    /// <summary>Answers it. Guessing the current password is slowed down as at sign-in.</summary>
    public static async Task<IResult> ChangeAsync(
        PasswordChange input, HttpContext context, UserManager<HubUser> users, LoginThrottle throttle, IMemoryCache cache)
    {
        var caller = Caller.Of(context.User);
        var user = caller.CsrfToken is null ? null : await users.FindByNameAsync(caller.User);
        if (user is null)
        {
            // A system has a token and no password.
            throw new ProblemException("not_signed_in");
        }

        var current = input.Current is { Length: > 0 and <= MaxLength } given ? given : throw new ProblemException("missing_value", "current");
        var next = input.Next ?? throw new ProblemException("missing_value", "next");
        if (next.Length is < MinLength or > MaxLength)
        {
            throw new ProblemException("password_length", MinLength, MaxLength);
        }

        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (throttle.WaitFor(address, caller.User) is { } wait)
        {
            throw SessionEndpoints.TooMany(wait);
        }

        if (!await users.CheckPasswordAsync(user, current))
        {
            throttle.Failed(address, caller.User);
            throw new ProblemException("wrong_current_password");
        }

        if (next == current)
        {
            throw new ProblemException("same_password");
        }

        var changed = await users.ChangePasswordAsync(user, current, next);
        if (!changed.Succeeded)
        {
            throw new ProblemException("invalid_value", "next", string.Join(" ", changed.Errors.Select(e => e.Description)));
        }

        SessionGuard.Forget(cache, user.Id);
        var principal = Caller.PrincipalOf(user, await users.GetRolesAsync(user), caller.CsrfToken!, IdentityConstants.ApplicationScheme);
        await context.SignInAsync(IdentityConstants.ApplicationScheme, principal, new AuthenticationProperties { IsPersistent = false });
        return Results.NoContent();
    }
}
