using System.Net.Http.Json;
using System.Text.Json;
using UrbanGrid.Contracts;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Cameras;

/// <summary>A hub, and on its wire the edge agent of a camera whose detectors run there.</summary>
public sealed class EdgeCameraTests : IAsyncLifetime
{
    private static readonly object Kerb = new { name = "kerb", box = new { x = 0.4, y = 0.5, width = 0.1, height = 0.1 }, componentCode = "3205990103000042" };

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
    public async Task It_gets_its_covers_with_the_pictures_it_misses_and_is_asked_again_until_it_has_them()
    {
        await WatchAsync();
        await _agent.SendFrameAsync(TrialCamera.Street);
        await Eventually.GetAsync(() => Task.FromResult(_hub.Services.GetRequiredService<CameraDesk>().FindView("cam-01")?.Last), "the picture");
        await _admin.SendAsync(HttpMethod.Put, "/cameras/cam-01/empty-street", JsonContent.Create(new { }), System.Net.HttpStatusCode.NoContent);
        await _admin.SendAsync(HttpMethod.Put, "/cameras/cam-01/covers", JsonContent.Create(new[] { Kerb }));
        await _admin.PostAsync("/cameras/cam-01/covers/kerb/reference");
        await _admin.PostAsync("/cameras/cam-01/covers/kerb/reference");

        var accepted = (await _agent.NextAsync("accept_reference")).Args!.Value.Deserialize(WireJson.Default.ReferenceOrder)!;
        WatchOrder order;
        do
        {
            // Orders of before the second reference may still be on their way.
            order = await WatchAsync(missing: o => o.References?["kerb"] is [_, var second] ? [second, o.EmptyStreet!] : []);
        }
        while (order.References?["kerb"] is not [_, _]);

        Assert.Equal(("kerb", "3205990103000042"), (Assert.Single(order.Covers!).Name, order.Covers![0].ComponentCode));
        Assert.Equal(new ReferenceOrder("kerb", order.References!["kerb"][1]), accepted);
        foreach (var id in new[] { accepted.Picture, order.EmptyStreet })
        {
            var part = (await _agent.NextAsync("picture")).Args!.Value.Deserialize(WireJson.Default.PicturePart)!;
            Assert.Equal((id, 1, 1), (part.Id, part.Part, part.Parts));
            Assert.Equal(TrialCamera.Street, part.Content.ToArray());
        }

        Assert.Equal(order.EmptyStreet, (await WatchAsync()).EmptyStreet);
    }

    [Fact]
    public async Task A_view_that_an_operator_accepts_is_accepted_there()
    {
        using var acceptor = await _hub.SignInAsync("acceptor");
        await acceptor.PostAsync("/cameras/cam-01/reference", null, System.Net.HttpStatusCode.NoContent);
        await _agent.NextAsync("accept_view");
    }

    [Fact]
    public async Task Its_alarm_of_a_cover_and_the_covers_own_sensor_are_one_incident()
    {
        var sensors = await _hub.RaiseCoverAlarmAsync("mh-01");
        var component = (string)(await _admin.GetAsync("/devices/mh-01"))["componentCode"]!;
        var now = HubUnderTest.Now;

        await _agent.SendDetectionAsync(new Alarm(0.97)
        {
            Id = $"cam-01:cover:{now}:kerb", DeviceId = "cam-01", Rule = "cover", Severity = AlarmSeverity.Critical, StartedAt = now - 6_000, RaisedAt = now,
            Category = $"component/{component[6..10]}", Condition = "missing_displaced", Zone = "kerb", ComponentCode = component,
            Pictures = [new AlarmPicture(PictureMoment.Detection, now, TrialCamera.Street)],
        });

        var incident = await Eventually.GetAsync(
            async () => await _admin.GetAsync($"/incidents/{sensors}") is var i && i["alarms"]!.AsArray().Count == 2 ? i : null, "the camera's alarm joins");
        Assert.NotEmpty(incident["pictures"]!.AsArray());
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

    /// <summary>The next order to watch, answered with what the agent says it misses.</summary>
    private async Task<WatchOrder> WatchAsync(Func<WatchOrder, string[]>? missing = null)
    {
        var command = await _agent.NextAsync("watch");
        var order = command.Args!.Value.Deserialize(WireJson.Default.WatchOrder)!;
        await _agent.ReplyAsync(command.Id, ok: true, new { missing = missing?.Invoke(order) ?? [] });
        return order;
    }

    private Task DrawAsync(string name, double dwellSeconds, HubClient? admin = null)
    {
        var zone = new { name, purpose = "dumping", polygon = new[] { new { x = 0.1, y = 0.1 }, new { x = 0.5, y = 0.1 }, new { x = 0.5, y = 0.9 } }, dwellSeconds };
        return (admin ?? _admin).SendAsync(HttpMethod.Put, "/cameras/cam-01/zones", JsonContent.Create(new[] { zone }));
    }
}
