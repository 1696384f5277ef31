using System.Globalization;
using System.Net.Mime;

namespace UrbanGrid.Hub.Http;

/// <summary>Writes problem details (RFC 9457) in the caller's language.</summary>
public static class ProblemAnswer
{
    /// <summary>Answers with a code of the table.</summary>
    public static Task WriteAsync(HttpContext context, string code, params object?[] arguments) =>
        WriteAsync(context, new ProblemException(code, arguments));

    /// <summary>Answers a refusal.</summary>
    public static Task WriteAsync(HttpContext context, ProblemException problem)
    {
        var language = Language.Of(context.Request);
        var text = ProblemText.Of(problem.Code);
        var body = new Dictionary<string, object?>
        {
            ["type"] = $"urn:urbangrid:problem:{problem.Code}",
            ["title"] = language.Of(text.Title),
            ["status"] = text.Status,
            ["detail"] = problem.Detail is { } detail ? language.Of(detail) : text.DetailIn(language, [.. problem.Arguments]),
            ["code"] = problem.Code,
        };
        foreach (var (name, value) in problem.Extensions)
        {
            body[name] = value;
        }

        var response = context.Response;
        response.StatusCode = text.Status;
        response.Headers.ContentLanguage = language.Tag;
        response.Headers.CacheControl = "no-store";
        if (problem.RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return response.WriteAsJsonAsync(body, ApiJson.Options, MediaTypeNames.Application.ProblemJson, context.RequestAborted);
    }
}
