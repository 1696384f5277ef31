using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Identity;

/// <summary><c>Authorization: Bearer …</c> for other systems, checked against <see cref="SystemToken"/>.</summary>
public sealed class SystemTokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, HubDb db)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Name of the scheme, and the word before the token.</summary>
    public const string SchemeName = "Bearer";

    /// <summary>Makes a new token: 256 random bits behind a prefix that secret scanners can know.</summary>
    public static string NewToken() => $"ugs_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";

    /// <summary>What is stored of a token.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Whether a request carries such a token.</summary>
    public static bool IsUsedBy(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith($"{SchemeName} ", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsUsedBy(Request))
        {
            return AuthenticateResult.NoResult();
        }

        var hash = HashOf(Request.Headers.Authorization.ToString()[(SchemeName.Length + 1)..].Trim());
        var token = await db.Set<SystemToken>().AsNoTracking().SingleOrDefaultAsync(t => t.TokenHash == hash, Context.RequestAborted);
        if (token is null)
        {
            return AuthenticateResult.Fail("Unknown token.");
        }

        List<Claim> claims =
        [
            new(ClaimTypes.Name, token.Name), new(Caller.NameZhClaim, token.Name), new(Caller.NameEnClaim, token.Name),
            .. token.Roles.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(r => new Claim(ClaimTypes.Role, r)),
        ];
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName)), SchemeName));
    }
}
