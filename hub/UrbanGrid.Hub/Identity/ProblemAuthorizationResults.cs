using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Authorization.Policy;
using UrbanGrid.Casework;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Identity;

/// <summary>Says who would have been let in, instead of a bare 401 or 403.</summary>
public sealed class ProblemAuthorizationResults : IAuthorizationMiddlewareResultHandler
{
    /// <inheritdoc/>
    public Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Challenged)
        {
            return ProblemAnswer.WriteAsync(context, "not_signed_in");
        }

        if (authorizeResult.Forbidden)
        {
            var roles = policy.Requirements.OfType<RolesAuthorizationRequirement>().SelectMany(r => r.AllowedRoles)
                .Select(r => Label.Of("role", r).Name).ToList();
            return ProblemAnswer.WriteAsync(
                context, "wrong_role", new LocalText(string.Join("、", roles.Select(r => r.Zh)), string.Join(", ", roles.Select(r => r.En))));
        }

        return next(context);
    }
}
