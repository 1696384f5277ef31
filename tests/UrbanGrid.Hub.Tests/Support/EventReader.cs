using System.Text.Json.Nodes;

namespace UrbanGrid.Hub.Tests.Support;

/// <summary>Reads a stream of server-sent events.</summary>
internal sealed class EventReader(StreamReader lines) : IAsyncDisposable
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(20));
    private string _lastId = "";

    public static async Task<EventReader> OpenAsync(HubClient client, string? lastId, string path = "/stream")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1{path}");
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        var response = await client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        var reader = new EventReader(new StreamReader(await response.Content.ReadAsStreamAsync()));
        Assert.StartsWith("retry:", await reader.LineAsync(), StringComparison.Ordinal);
        return reader;
    }

    public async Task<PushedEvent> NextAsync(string kind, Func<JsonNode, bool> wanted)
    {
        var current = "";
        while (true)
        {
            var line = await LineAsync();
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                current = line[7..];
            }
            else if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                _lastId = line[4..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal) && current == kind && wanted(JsonNode.Parse(line[6..])!))
            {
                return new PushedEvent(JsonNode.Parse(line[6..])!, _lastId);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        lines.Dispose();
        _patience.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> LineAsync() => await lines.ReadLineAsync(_patience.Token) ?? throw new EndOfStreamException();
}
