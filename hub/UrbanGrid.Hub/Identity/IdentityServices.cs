using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Identity;

/// <summary>Who may come in, and how that is known.</summary>
public static class IdentityServices
{
    private const string EitherScheme = "session-or-token";

    /// <summary>Adds people, their sessions, and systems with tokens.</summary>
    /// <param name="services">The services.</param>
    /// <param name="keyFolder">Where the keys that encrypt cookies are kept, so that a session outlives a restart.</param>
    /// <param name="passwordIterations">PBKDF2 rounds of password hashes.</param>
    /// <param name="sharedKeys">True: the keys are kept in the database instead, for all hubs that share it.</param>
    public static void AddIdentity(this IServiceCollection services, string keyFolder, int passwordIterations, bool sharedKeys)
    {
        services.AddIdentityCore<HubUser>(identity =>
            {
                identity.Lockout.MaxFailedAccessAttempts = 10;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
                identity.Password.RequiredLength = PasswordEndpoint.MinLength;
                identity.Password.RequireLowercase = false;
                identity.Password.RequireNonAlphanumeric = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireDigit = false;
            })
            .AddRoles<IdentityRole>()
            .AddEntityFrameworkStores<HubDb>();
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = passwordIterations);
        services.AddMemoryCache();
        services.AddSingleton<LoginThrottle>();
        services.AddScoped<SessionGuard>();
        var protection = services.AddDataProtection().SetApplicationName("UrbanGrid");
        if (sharedKeys)
        {
            services.AddOptions<KeyManagementOptions>().Configure<IDbContextFactory<HubDb>>((keys, databases) =>
                keys.XmlRepository = new SharedSessionKeys(databases));
        }
        else
        {
            protection.PersistKeysToFileSystem(Directory.CreateDirectory(keyFolder));
        }

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
