using System.Security.Claims;
using UrbanGrid.Casework;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Identity;

/// <summary>Who makes a request: a signed-in person, or a system with a token.</summary>
public sealed record Caller
{
    /// <summary>Claim with the Chinese name.</summary>
    public const string NameZhClaim = "ug:zh";
    /// <summary>Claim with the English name.</summary>
    public const string NameEnClaim = "ug:en";
    /// <summary>Claim with the department key.</summary>
    public const string DepartmentClaim = "ug:department";
    /// <summary>Claim with the token every write of a cookie session must repeat.</summary>
    public const string CsrfClaim = "ug:csrf";
    /// <summary>Claim with the security stamp the session was opened under.</summary>
    public const string StampClaim = "ug:stamp";

    /// <summary>Sign-in name.</summary>
    public required string User { get; init; }

    /// <summary>Name shown to others.</summary>
    public required LocalText DisplayName { get; init; }

    /// <summary>Role keys.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>Department key, if the person acts for one.</summary>
    public string? Department { get; init; }

    /// <summary>Token for writes; null for a system, which has no cookie.</summary>
    public string? CsrfToken { get; init; }

    /// <summary>Reads the caller out of an authenticated request.</summary>
    public static Caller Of(ClaimsPrincipal principal) => new()
    {
        User = principal.FindFirstValue(ClaimTypes.Name) ?? "",
        DisplayName = new LocalText(principal.FindFirstValue(NameZhClaim) ?? "", principal.FindFirstValue(NameEnClaim) ?? ""),
        Roles = [.. principal.FindAll(ClaimTypes.Role).Select(c => c.Value)],
        Department = principal.FindFirstValue(DepartmentClaim),
        CsrfToken = principal.FindFirstValue(CsrfClaim),
    };

    /// <summary>The claims a cookie carries for a person.</summary>
    public static ClaimsPrincipal PrincipalOf(HubUser user, IEnumerable<string> roles, string csrfToken, string scheme)
    {
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, user.Id),
            new(ClaimTypes.Name, user.UserName!),
            new(NameZhClaim, user.NameZh),
            new(NameEnClaim, user.NameEn),
            new(CsrfClaim, csrfToken),
            new(StampClaim, user.SecurityStamp ?? ""),
            .. roles.Select(r => new Claim(ClaimTypes.Role, r)),
        ];
        if (user.Department is not null)
        {
            claims.Add(new Claim(DepartmentClaim, user.Department));
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme));
    }
}
