using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using UrbanGrid.TestKit;

namespace UrbanGrid.Bench;

/// <summary>The whole hub in a process of its own, with the sample city, and an administrator signed in over REST.</summary>
internal sealed class HubChild : IAsyncDisposable
{
    private const string Administrator = "admin";

    private readonly Process _process;
    private readonly HttpClient _http;

    private HubChild(Process process, HttpClient http, int mqttPort, int jt808Port) =>
        (_process, _http, MqttPort, Jt808Port) = (process, http, mqttPort, jt808Port);

    public int MqttPort { get; }

    public int Jt808Port { get; }

    /// <summary>Processor time it has used since its start.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<HubChild> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var (port, mqttPort, jt808Port) = (FreePort.Next(), FreePort.Next(), FreePort.Next());
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[
            typeof(Hub.Program).Assembly.Location, "--data", folder, "--bind", "127.0.0.1", "--port", $"{port}", "--mqtt-port", $"{mqttPort}", "--jt808-port", $"{jt808Port}", "--jt1078-port", "0",
            "--demo", "--city", Repository.PathOf("deploy", "sample-city")])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("The hub did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var child = new HubChild(process, http, mqttPort, jt808Port);
        await child.ReadyAsync(cancellationToken);
        await child.SignInAsync(folder, cancellationToken);
        return child;
    }

    /// <summary>Registers a device; returns its token.</summary>
    public async Task<string> AddDeviceAsync(string id, string model, object attributes, CancellationToken cancellationToken)
    {
        using var made = await _http.PostAsJsonAsync("/api/v1/devices", new { id, model, name = new { zh = id, en = id } }, cancellationToken);
        var token = (await ReadAsync(made, cancellationToken))["token"]!.GetValue<string>();
        using var changed = await _http.PatchAsJsonAsync($"/api/v1/devices/{id}", new { attributes }, cancellationToken);
        await ReadAsync(changed, cancellationToken);
        return token;
    }

    /// <summary>Registers the devices of a table.</summary>
    public async Task ImportDevicesAsync(string csv, CancellationToken cancellationToken)
    {
        using var content = new StringContent(csv, System.Text.Encoding.UTF8, "text/csv");
        using var imported = await _http.PostAsync("/api/v1/devices/import", content, cancellationToken);
        var answer = await ReadAsync(imported, cancellationToken);
        if (answer["faults"]!.AsArray() is { Count: > 0 } faults)
        {
            throw new InvalidOperationException(faults[0]!.ToJsonString());
        }
    }

    /// <summary>Reads a resource.</summary>
    public async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(path, cancellationToken);
        return await ReadAsync(answer, cancellationToken);
    }

    /// <summary>Opens a stream of events.</summary>
    public async Task<Stream> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var response = await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellationToken);
    }

    /// <summary>Opens the stream a browser listens to; returns once it is open.</summary>
    public async Task<StreamReader> StreamAsync(CancellationToken cancellationToken)
    {
        var response = await _http.GetAsync("/api/v1/stream", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var lines = new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellationToken));
        await lines.ReadLineAsync(cancellationToken);
        return lines;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{response.RequestMessage?.RequestUri}: {text}");
    }

    private async Task ReadyAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                using var answer = await _http.GetAsync("/healthz/ready", cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // Not listening yet.
            }

            await Task.Delay(100, cancellationToken);
        }
    }

    private async Task SignInAsync(string folder, CancellationToken cancellationToken)
    {
        var credentials = JsonSerializer.Deserialize<JsonNode>(await File.ReadAllTextAsync(Path.Combine(folder, "credentials.json"), cancellationToken))!;
        var person = credentials["users"]!.AsArray().First(u => u!["role"]!.GetValue<string>() == Administrator)!;
        using var answer = await _http.PostAsJsonAsync(
            "/api/v1/session", new { user = person["user"]!.GetValue<string>(), password = person["password"]!.GetValue<string>() }, cancellationToken);
        var session = await ReadAsync(answer, cancellationToken);
        _http.DefaultRequestHeaders.Add("X-CSRF-Token", session["csrfToken"]!.GetValue<string>());
    }
}
