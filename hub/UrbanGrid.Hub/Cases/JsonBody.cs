using System.Text.Json;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Cases;

/// <summary>JSON of addresses that take a form as well, which the framework cannot bind by itself.</summary>
internal static class JsonBody
{
    /// <summary>Reads the body; an empty one is the default of <typeparamref name="T"/>.</summary>
    /// <exception cref="ProblemException">It is no such JSON.</exception>
    public static async Task<T?> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        if (!request.HasJsonContentType())
        {
            return request.ContentLength is null or 0 ? null : throw new ProblemException("unsupported_media");
        }

        try
        {
            return await request.ReadFromJsonAsync<T>(ApiJson.Options, cancellationToken);
        }
        catch (JsonException e)
        {
            throw new ProblemException("bad_request", e.Message);
        }
    }

    /// <summary>Reads a field of a form; an empty one is the default of <typeparamref name="T"/>.</summary>
    /// <exception cref="ProblemException">It is no such JSON.</exception>
    public static T? Parse<T>(string json)
        where T : class
    {
        try
        {
            return json.Length == 0 ? null : JsonSerializer.Deserialize<T>(json, ApiJson.Options);
        }
        catch (JsonException e)
        {
            throw new ProblemException("bad_request", e.Message);
        }
    }
}
