using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Caching.Memory;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Identity;

/// <summary>Ends the session of a person who was disabled, or whose password changed, within half a minute.</summary>
public sealed class SessionGuard(UserManager<HubUser> users, IMemoryCache cache) : CookieAuthenticationEvents
{
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(30);

    /// <summary>Looks at the person anew at the next request, so that what changed counts at once.</summary>
    public static void Forget(IMemoryCache cache, string userId) => cache.Remove(Key(userId));

    /// <inheritdoc/>
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var id = context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
        var stamp = await cache.GetOrCreateAsync(Key(id), async entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = Trust;
            return await users.FindByIdAsync(id) is { Enabled: true } user ? user.SecurityStamp ?? "" : null;
        });
        if (stamp is null || stamp != context.Principal!.FindFirstValue(Caller.StampClaim))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        }
    }

    private static string Key(string userId) => $"stamp:{userId}";
}
