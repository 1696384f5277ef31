using System.Net.Http.Json;
using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Cameras;

/// <summary>A hub, and on its wire the edge agent of a camera whose detectors run there.</summary>
public sealed class EdgeCameraTests : IAsyncLifetime
{
    private readonly HubUnderTest _hub = new();
    private AgentAtHand _agent = null!;
    private HubClient _admin = null!;

    public async Task InitializeAsync()
    {
        await _hub.InitializeAsync();
        _admin = await _hub.SignInAsync("admin");
        await _admin.SendAsync(HttpMethod.Patch, "/devices/cam-01", JsonContent.Create(new { attributes = new { detect = "edge" } }));
        _agent = await AgentAtHand.ConnectAsync(_hub);
    }

    [Fact]
    public async Task It_is_told_its_zones_and_again_when_they_are_drawn_anew()
    {
        var first = await WatchAsync();
        Assert.Equal(("edge", "Asia/Shanghai"), (first.Detect, first.TimeZone));

        await DrawAsync("kerb", dwellSeconds: 42);

        var zone = Assert.Single((await WatchAsync()).Zones);
        Assert.Equal(("kerb", ZonePurpose.Dumping, 42.0), (zone.Name, zone.Purpose, zone.DwellSeconds));
    }

    [Fact]
    public async Task After_a_restart_of_the_hub_it_is_not_told_what_it_knows_already()
    {
        await WatchAsync();
        await Eventually.GetAsync(async () => (string?)(await _admin.GetAsync("/devices/cam-01/commands"))["items"]![0]!["state"] == "answered" ? _hub : null, "the answer is kept");

        await _hub.RestartAsync();
        using var admin = await _hub.SignInAsync("admin");
        await DrawAsync("kerb", dwellSeconds: 42, admin);

        // The next it hears is of the new zone: had the old one been told again, that would have come first.
        Assert.Equal(42, Assert.Single((await WatchAsync()).Zones).DwellSeconds);
    }

    [Fact]
    public async Task This_belongs_here_reaches_it()
    {
        var id = await _hub.RaiseCameraAlarmAsync(0.25);
        using var acceptor = await _hub.SignInAsync("acceptor");

        await acceptor.PostAsync($"/incidents/{id}/reject", new { reason = "belongs_here" });

        var command = await _agent.NextAsync("accept_fixture");
        Assert.Equal(new PictureBox(0.25, 0.5, 0.05, 0.08), command.Args!.Value.Deserialize(WireJson.Default.PictureBox));
    }

    [Fact]
    public async Task Its_pictures_become_evidence_byte_for_byte()
    {
        var now = HubUnderTest.Now;
        var alarm = new Alarm(0.8)
        {
            Id = $"cam-01:left_object:{now - 9_000}", DeviceId = "cam-01", Rule = "left_object", Severity = AlarmSeverity.Major,
            StartedAt = now - 9_000, RaisedAt = now, Category = "event/0110", Box = new PictureBox(0.6, 0.6, 0.1, 0.1),
            Pictures = [.. Enum.GetValues<PictureMoment>().Select(m => new AlarmPicture(m, now, Jpegs.Grey((byte)m, 9)))],
        };

        await _agent.SendDetectionAsync(alarm);

        var incident = await Eventually.GetAsync(async () => (await _admin.GetAsync("/incidents?state=open"))["items"]!.AsArray().FirstOrDefault(), "the incident");
        var urls = incident["pictures"]!.AsArray().Select(p => (string)p!["url"]!).ToList();
        Assert.Equal(alarm.Pictures.Select(p => p.Jpeg.ToArray()), await Task.WhenAll(urls.Select(u => _admin.Http.GetByteArrayAsync(u))));
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _agent.DisposeAsync();
        await _hub.DisposeAsync();
    }

    private async Task<WatchOrder> WatchAsync()
    {
        var command = await _agent.NextAsync("watch");
        await _agent.ReplyAsync(command.Id, ok: true, new { });
        return command.Args!.Value.Deserialize(WireJson.Default.WatchOrder)!;
    }

    private Task DrawAsync(string name, double dwellSeconds, HubClient? admin = null)
    {
        var zone = new { name, purpose = "dumping", polygon = new[] { new { x = 0.1, y = 0.1 }, new { x = 0.5, y = 0.1 }, new { x = 0.5, y = 0.9 } }, dwellSeconds };
        return (admin ?? _admin).SendAsync(HttpMethod.Put, "/cameras/cam-01/zones", JsonContent.Create(new[] { zone }));
    }
}
