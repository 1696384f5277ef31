using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using UrbanGrid.Hub.Setup;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Identity;

/// <summary>Who may come in, and how that is known.</summary>
public static class IdentityServices
{
    private const string EitherScheme = "session-or-token";

    /// <summary>Adds people, their sessions, and systems with tokens.</summary>
    public static void AddIdentity(this IServiceCollection services, HubOptions options)
    {
        services.AddIdentityCore<HubUser>(identity =>
            {
                identity.Lockout.MaxFailedAccessAttempts = 10;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
                identity.Password.RequiredLength = 12;
                identity.Password.RequireNonAlphanumeric = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireDigit = false;
            })
            .AddRoles<IdentityRole>()
            .AddEntityFrameworkStores<HubDb>();
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = options.PasswordIterations);
        services.AddMemoryCache();
        services.AddSingleton<LoginThrottle>();
        services.AddScoped<SessionGuard>();
        services.AddDataProtection().SetApplicationName("UrbanGrid")
            .PersistKeysToFileSystem(Directory.CreateDirectory(options.PathOf("keys")));

        services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, null, either => either.ForwardDefaultSelector = context =>
                SystemTokenAuthentication.IsUsedBy(context.Request) ? SystemTokenAuthentication.SchemeName : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, SystemTokenAuthentication>(SystemTokenAuthentication.SchemeName, null)
            .AddCookie(IdentityConstants.ApplicationScheme, cookie =>
            {
                cookie.Cookie.Name = "urbangrid-session";
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Strict;
                cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
                cookie.SlidingExpiration = true;
                cookie.EventsType = typeof(SessionGuard);
            });
        services.AddAuthorization();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, ProblemAuthorizationResults>();
    }
}
