using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Support;

/// <summary>Answers <c>/api/v2/write</c> as an InfluxDB in trouble does.</summary>
internal sealed class InfluxStub : IAsyncDisposable
{
    private readonly WebApplication _app;

    private InfluxStub(WebApplication app, int port) => (_app, Url) = (app, new Uri($"http://127.0.0.1:{port}"));

    public Uri Url { get; }

    /// <summary>Lines it has taken.</summary>
    public ConcurrentQueue<string> Taken { get; } = new();

    /// <summary>Lines of each request, and its authorisation and query.</summary>
    public ConcurrentQueue<(int Lines, string Authorization, string Query)> Requests { get; } = new();

    /// <summary>What it answers to lines; null to take them.</summary>
    public Func<string[], (int Status, string Body, string? RetryAfter)?> Answer { get; set; } = _ => null;

    public static async Task<InfluxStub> StartAsync()
    {
        var port = FreePort.Next();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        var stub = new InfluxStub(app, port);
        app.MapPost("/api/v2/write", stub.WriteAsync);
        await app.StartAsync();
        return stub;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task<IResult> WriteAsync(HttpRequest request)
    {
        await using var plain = new GZipStream(request.Body, CompressionMode.Decompress);
        using var reader = new StreamReader(plain, Encoding.UTF8);
        var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Requests.Enqueue((lines.Length, request.Headers.Authorization.ToString(), request.QueryString.Value ?? ""));
        if (Answer(lines) is { } problem)
        {
            if (problem.RetryAfter is { } after)
            {
                request.HttpContext.Response.Headers.RetryAfter = after;
            }

            return Results.Text(problem.Body, statusCode: problem.Status);
        }

        foreach (var line in lines)
        {
            Taken.Enqueue(line);
        }

        return Results.NoContent();
    }
}
