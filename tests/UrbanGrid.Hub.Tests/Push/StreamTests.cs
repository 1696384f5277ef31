using System.Text.Json.Nodes;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Push;

[Collection(nameof(OneHub))]
public sealed class StreamTests(HubUnderTest hub)
{
    [Fact]
    public async Task An_incident_is_pushed_and_one_that_was_missed_is_pushed_after_resuming()
    {
        using var client = await hub.SignInAsync("leader");
        string last;
        await using (var stream = await EventReader.OpenAsync(client, null))
        {
            var first = await hub.RaiseCoverAlarmAsync("mh-06");
            var pushed = await stream.NextAsync("incident", data => (long?)data["id"] == first);
            Assert.Equal("open", (string?)pushed.Data["state"]);
            await stream.NextAsync("alarm", data => (string?)data["deviceId"] == "mh-06");
            last = (await stream.NextAsync("device", data => (string?)data["id"] == "mh-06")).Id;
        }

        var missed = await hub.RaiseCoverAlarmAsync("mh-07");
        await using var resumed = await EventReader.OpenAsync(client, last);
        await resumed.NextAsync("incident", data => (long?)data["id"] == missed);
    }

    [Fact]
    public async Task An_id_of_another_run_is_answered_with_a_reset()
    {
        using var client = await hub.SignInAsync("leader");
        await using var stream = await EventReader.OpenAsync(client, "0badcafe-17");
        await stream.NextAsync("reset", _ => true);
    }

    [Fact]
    public async Task A_step_of_a_case_is_pushed_with_its_new_version()
    {
        using var collector = await hub.SignInAsync("collector");
        await using var stream = await EventReader.OpenAsync(collector, null);
        var made = await collector.PostAsync("/cases", new { category = "event/0110", lat = 31.3, lon = 120.6, description = "纸箱" });
        var pushed = await stream.NextAsync("case", data => (string?)data["number"] == (string?)made["number"]);
        Assert.Equal(("reported", 1), ((string?)pushed.Data["state"], (long?)pushed.Data["version"]));
    }

    private sealed record Event(JsonNode Data, string Id);

    /// <summary>Reads a stream of server-sent events.</summary>
    private sealed class EventReader(StreamReader lines) : IAsyncDisposable
    {
        private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(20));
        private string _lastId = "";

        public static async Task<EventReader> OpenAsync(HubClient client, string? lastId)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/stream");
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

        public async Task<Event> NextAsync(string kind, Func<JsonNode, bool> wanted)
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
                    return new Event(JsonNode.Parse(line[6..])!, _lastId);
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
}
