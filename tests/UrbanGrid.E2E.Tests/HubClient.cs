using System.Net.Http.Json;
using System.Text.Json;

namespace UrbanGrid.E2E.Tests;

/// <summary>REST of the hub with one person's session.</summary>
public sealed class HubClient : IDisposable
{
    private readonly HttpClient _http;

    private HubClient(HttpClient http) => _http = http;

    /// <summary>Signs in.</summary>
    public static async Task<HubClient> SignInAsync(Uri address, (string User, string Password) signIn)
    {
        var http = new HttpClient { BaseAddress = new Uri(address, "/api/v1/") };
        using var answer = await http.PostAsJsonAsync("session", new { user = signIn.User, password = signIn.Password });
        answer.EnsureSuccessStatusCode();
        return new HubClient(http);
    }

    /// <summary>Reads a resource.</summary>
    public Task<JsonElement> GetAsync(string path) => _http.GetFromJsonAsync<JsonElement>(path);

    /// <summary>Whether a resource is there.</summary>
    public async Task<bool> ExistsAsync(string path)
    {
        using var answer = await _http.GetAsync(path);
        return answer.IsSuccessStatusCode;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
