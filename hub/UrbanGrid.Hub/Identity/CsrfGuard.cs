using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Identity;

/// <summary>
/// Refuses a write that rides on somebody's cookie without knowing the session's token. The token is inside the encrypted
/// cookie and is given only to scripts of our own origin, so another site can have neither.
/// </summary>
public sealed class CsrfGuard(RequestDelegate next)
{
    /// <summary>Header that repeats the session's token.</summary>
    public const string Header = "X-CSRF-Token";

    /// <summary>Checks, then goes on.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (IsWrite(context.Request.Method)
            && context.User.Identity is { IsAuthenticated: true, AuthenticationType: var type }
            && type == IdentityConstants.ApplicationScheme
            && !IsSignIn(context.Request)
            && !Matches(context.Request.Headers[Header].ToString(), Caller.Of(context.User).CsrfToken))
        {
            return ProblemAnswer.WriteAsync(context, "csrf_required");
        }

        return next(context);
    }

    private static bool IsWrite(string method) =>
        !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);

    private static bool IsSignIn(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Path.Equals("/api/v1/session", StringComparison.OrdinalIgnoreCase);

    private static bool Matches(string sent, string? expected) =>
        expected is { Length: > 0 } && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(expected));
}
