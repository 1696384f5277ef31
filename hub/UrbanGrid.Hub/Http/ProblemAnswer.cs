using System.Net.Mime;

namespace UrbanGrid.Hub.Http;

/// <summary>Writes problem details (RFC 9457) in the caller's language.</summary>
public static class ProblemAnswer
{
    /// <summary>Answers a refusal.</summary>
    public static Task WriteAsync(HttpContext context, ProblemException problem)
    {
        if (problem.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return WriteAsync(context, problem.Code, problem.Extensions, [.. problem.Arguments]);
    }

    /// <summary>Answers with a code of the table.</summary>
    public static Task WriteAsync(HttpContext context, string code, params object?[] arguments) =>
        WriteAsync(context, code, null, arguments);

    private static Task WriteAsync(
        HttpContext context, string code, IReadOnlyDictionary<string, object?>? extensions, object?[] arguments)
    {
        var language = Language.Of(context.Request);
        var text = ProblemText.Of(code);
        var body = new Dictionary<string, object?>
        {
            ["type"] = $"urn:urbangrid:problem:{code}",
            ["title"] = language.Of(text.Title),
            ["status"] = text.Status,
            ["detail"] = text.DetailIn(language, arguments),
            ["code"] = code,
        };
        foreach (var (name, value) in extensions ?? new Dictionary<string, object?>())
        {
            body[name] = value;
        }

        context.Response.StatusCode = text.Status;
        context.Response.Headers.ContentLanguage = language.Tag;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(body, ApiJson.Options, MediaTypeNames.Application.ProblemJson, context.RequestAborted);
    }
}
