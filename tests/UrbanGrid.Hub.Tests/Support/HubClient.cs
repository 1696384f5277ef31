using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace UrbanGrid.Hub.Tests.Support;

/// <summary>A browser, as far as the interface can tell.</summary>
public sealed class HubClient : IDisposable
{
    private readonly HttpClient _http;

    private HubClient(Uri address, CookieContainer cookies, IPAddress? from = null)
    {
        var handler = new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false };
        if (from is not null)
        {
            handler.ConnectCallback = (context, ct) => ConnectAsync(context.DnsEndPoint, from, ct);
        }

        _http = new HttpClient(handler) { BaseAddress = address };
    }

    public HttpClient Http => _http;

    public static HubClient Anonymous(Uri address) => new(address, new CookieContainer());

    /// <summary>Somebody at another address of this machine.</summary>
    public static HubClient From(IPAddress from, Uri address) => new(address, new CookieContainer(), from);

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

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint to, IPAddress from, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(from, 0));
        await socket.ConnectAsync(IPAddress.Parse(to.Host), to.Port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public void Dispose() => _http.Dispose();
}
