
namespace UrbanGrid.Hub.Http;

/// <summary>What a browser may do with our pages. The map draws in a worker made from a blob, and loads its tiles from one host.</summary>
public sealed class SecurityHeaders(RequestDelegate next, string? tileUrl)
{
    private readonly string _policy = PolicyFor(tileUrl);

    /// <summary>Adds the headers, then goes on.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = _policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next(context);
    }

    private static string PolicyFor(string? tileUrl)
    {
        var tiles = tileUrl is not null && Uri.TryCreate(tileUrl.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal), UriKind.Absolute, out var uri)
            ? $" {uri.Scheme}://{uri.Authority}"
            : "";
        return string.Join("; ",
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            $"img-src 'self' data: blob:{tiles}",
            "media-src 'self' blob:",
            $"connect-src 'self'{tiles}",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'");
    }
}
