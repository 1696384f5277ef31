using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace UrbanGrid.Hub.Tests.Support;

/// <summary>A browser, as far as the interface can tell.</summary>
public sealed class HubClient : IDisposable
{
    private readonly HttpClient _http;

    private HubClient(Uri address, CookieContainer cookies) =>
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = address };

    public HttpClient Http => _http;

    public static HubClient Anonymous(Uri address) => new(address, new CookieContainer());

    public static async Task<HubClient> SignInAsync(Uri address, string user, string password)
    {
        var client = Anonymous(address);
        var session = await client.ReadAsync(await client._http.PostAsJsonAsync("/api/v1/session", new { user, password }), HttpStatusCode.OK);
        client._http.DefaultRequestHeaders.Add("X-CSRF-Token", (string)session["csrfToken"]!);
        return client;
    }

    public async Task<JsonNode> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK) =>
        await ReadAsync(await _http.GetAsync($"/api/v1{path}"), expected);

    public Task<JsonNode> PostAsync(string path, object? body = null, HttpStatusCode expected = HttpStatusCode.OK, long? ifMatch = null) =>
        SendAsync(HttpMethod.Post, path, JsonContent.Create(body ?? new { }), expected, ifMatch);

    public async Task<JsonNode> SendAsync(
        HttpMethod method, string path, HttpContent content, HttpStatusCode expected = HttpStatusCode.OK, long? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1{path}") { Content = content };
        if (ifMatch is not null)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{ifMatch}\""));
        }

        return await ReadAsync(await _http.SendAsync(request), expected);
    }

    public async Task<JsonNode> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri}: {response.StatusCode} {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    public void Dispose() => _http.Dispose();
}
