using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Cameras.Fixtures;
using UrbanGrid.Hub.Cameras.KnownViews;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Mqtt;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Covers;
using UrbanGrid.Vision.Fixtures;
using UrbanGrid.Vision.Overlay;
using UrbanGrid.Vision.Told;

namespace UrbanGrid.Hub.Tests.Cameras;

/// <summary>A hub, and on its real MQTT server the agent of a camera: what its detectors think and have learned.</summary>
public sealed class DetectorsElsewhereTests : IAsyncLifetime
{
    private static readonly PictureBox Place = new(0.25, 0.5, 0.05, 0.08);
    private static readonly CameraLearned Learned = new([new Fixture(Place, "")], null, default);

    private static readonly DetectorView Seen = new(
        new PipelineOverlay(
            1_800_000_000_000, 0.0312, true, false,
            [new OverlayRegion(Place, RegionState.Counting, "kerb", 12.5, 8, 60, "owner", null)],
            [new OverlayZone("kerb", ZonePurpose.Occupancy, 0.25, true, false)]),
        [new CoverStatus { Name = "lid", State = CoverState.Displaced, Since = 1_800_000_000_000, Alarmed = true, Evidence = 1, Score = 0.97, WidthPixels = 56, Warnings = [CoverWarning.TooSmall] }]);

    private readonly HubUnderTest _hub = new();
    private AgentAtHand _agent = null!;
    private HubClient _admin = null!;

    public async Task InitializeAsync()
    {
        await _hub.InitializeAsync();
        _admin = await _hub.SignInAsync("admin");
    }

    [Fact]
    public async Task The_agent_is_asked_when_somebody_looks_and_what_it_tells_is_shown_as_the_hubs_own()
    {
        await DetectAsync("edge");
        _agent = await AgentAtHand.ConnectAsync(_hub);
        await _admin.SendAsync(HttpMethod.Put, "/cameras/cam-01/covers", JsonContent.Create(new[] { new { name = "lid", box = new { x = 0.4, y = 0.5, width = 0.1, height = 0.1 } } }));

        Assert.Equal(HttpStatusCode.NoContent, (await _admin.Http.GetAsync("/api/v1/cameras/cam-01/overlay")).StatusCode);
        var order = (await _agent.NextAsync("show_overlay")).Args!.Value.Deserialize(WireJson.Default.OverlayOrder)!;
        Assert.InRange(order.Seconds, 5, 60);
        Assert.Equal(MqttReasonCode.Success, await _agent.PublishAsync(DeviceTopic.Overlay("cam-01"), Seen.Write()));

        var shown = await _admin.GetAsync("/cameras/cam-01/overlay");
        Assert.Equal(JsonSerializer.SerializeToNode(Seen.Overlay, Hub.Http.ApiJson.Options)!.ToJsonString(), shown.ToJsonString());
        var status = (await _admin.GetAsync("/cameras/cam-01/covers"))[0]!["status"]!;
        Assert.Equal(("displaced", true, "tooSmall"), ((string)status["state"]!, (bool)status["alarmed"]!, (string)status["warnings"]![0]!));
    }

    [Fact]
    public async Task Nobody_else_may_tell_it_and_what_cannot_be_read_is_set_aside()
    {
        var other = await TrialCamera.RegisterAsync(_hub, _admin);
        await DetectAsync("edge");
        _agent = await AgentAtHand.ConnectAsync(_hub);

        Assert.Equal(MqttReasonCode.NotAuthorized, await _agent.PublishAsync(DeviceTopic.Overlay(other.Id), Seen.Write()));
        Assert.Equal(MqttReasonCode.NotAuthorized, await _agent.PublishAsync(DeviceTopic.Learned(other.Id), Learned.Write()));
        foreach (var (topic, bytes) in new[]
        {
            (DeviceTopic.Overlay("cam-01"), "{}"u8.ToArray()),
            (DeviceTopic.Overlay("cam-01"), new byte[200_000]),
            (DeviceTopic.Learned("cam-01"), "{\"fixtures\":[{}]}"u8.ToArray()),
        })
        {
            Assert.Equal(MqttReasonCode.Success, await _agent.PublishAsync(topic, bytes));
        }

        var letters = await Eventually.GetAsync(
            async () => (await _admin.GetAsync("/devices/cam-01/dead-letters"))["items"]!.AsArray() is { Count: 3 } three ? three : null, "three dead letters");
        Assert.All(letters, letter => Assert.Equal("bad_json", (string)letter!["reason"]!));
        Assert.Equal(HttpStatusCode.NoContent, (await _admin.Http.GetAsync("/api/v1/cameras/cam-01/overlay")).StatusCode);
    }

    [Fact]
    public async Task What_belongs_there_and_the_accepted_view_go_to_the_agent_before_it_detects_and_once()
    {
        await _hub.Services.GetRequiredService<FixtureStore>().SaveAsync("cam-01", Learned.Fixtures, default);
        await _hub.Services.GetRequiredService<KnownViewStore>().SaveAsync(new CameraWatch { CameraId = "cam-01" }, [1, 2, 3], default);
        await DetectAsync("edge");
        _agent = await AgentAtHand.ConnectAsync(_hub);

        var (remembered, first) = await UntilWatchAsync();
        var learned = CameraLearned.Read(Assert.Single(remembered).Args!.Value);
        Assert.Equal(Learned.Fixtures, learned.Fixtures);
        Assert.Equal((new CameraWatch { CameraId = "cam-01" }.Drawing, 3), (learned.Drawing, learned.View.Length));
        Assert.Equal("edge", first.Detect);

        // Drawn anew there: by now the agent knows better.
        await _admin.SendAsync(HttpMethod.Put, "/cameras/cam-01/zones", JsonContent.Create(new[] { TrialCamera.Kerb }));
        Assert.Empty((await UntilWatchAsync()).Remembered);
    }

    [Fact]
    public async Task What_the_agent_learned_is_where_the_hubs_detectors_start_when_they_take_over()
    {
        await DetectAsync("edge");
        _agent = await AgentAtHand.ConnectAsync(_hub);
        var drawn = await StoredAsync();
        var learned = Learned with { Drawing = drawn.Drawing, View = new byte[] { 9, 8, 7 } };
        Assert.Equal(MqttReasonCode.Success, await _agent.PublishAsync(DeviceTopic.Learned("cam-01"), learned.Write()));

        await DetectAsync("hub");

        // What comes late changes nothing: the hub's detectors know better by now.
        Assert.Equal(MqttReasonCode.Success, await _agent.PublishAsync(DeviceTopic.Learned("cam-01"), new CameraLearned([], null, default).Write()));
        var stored = await StoredAsync();
        Assert.Equal(learned.Fixtures, stored.Fixtures);
        Assert.Equal(learned.View.ToArray(), stored.View.ToArray());
    }

    [Fact]
    public async Task Alarms_of_the_hubs_detectors_end_when_the_agent_takes_over()
    {
        var camera = await TrialCamera.RegisterAsync(_hub, _admin, TrialCamera.Kerb);
        foreach (var jpeg in await TrialCamera.CartAsync(2))
        {
            await camera.ShowAsync(jpeg);
        }

        var alarm = await Eventually.GetAsync(async () => (await AlarmsAsync(camera.Id)).FirstOrDefault(), "the cart's alarm");
        Assert.Null((long?)alarm["clearedAt"]);

        await _admin.SendAsync(HttpMethod.Patch, $"/devices/{camera.Id}", JsonContent.Create(new { attributes = new { detect = "edge" } }));
        await camera.ShowAsync(TrialCamera.Street);

        Assert.Null(_hub.Services.GetRequiredService<CameraWorkers>().Find(camera.Id));
        Assert.NotNull((long?)Assert.Single(await AlarmsAsync(camera.Id))["clearedAt"]);
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        if (_agent is not null)
        {
            await _agent.DisposeAsync();
        }

        await _hub.DisposeAsync();
    }

    private Task DetectAsync(string where) => _admin.SendAsync(HttpMethod.Patch, "/devices/cam-01", JsonContent.Create(new { attributes = new { detect = where } }));

    private async Task<List<JsonNode>> AlarmsAsync(string camera) =>
        [.. (await _admin.GetAsync($"/alarms?device={camera}"))["items"]!.AsArray().Select(a => a!)];

    private async Task<CameraWatch> StoredAsync() =>
        (await _hub.Services.GetRequiredService<StoredWatches>().ReadAsync(_hub.Services.GetRequiredService<DeviceRegistry>().Find("cam-01")!, default)).Watch;

    /// <summary>What came before the next order to watch, which is answered.</summary>
    private async Task<(List<CommandPayload> Remembered, WatchOrder Order)> UntilWatchAsync()
    {
        List<CommandPayload> remembered = [];
        while (true)
        {
            var (name, command) = await _agent.NextOfAsync("remember", "watch");
            if (name == "watch")
            {
                await _agent.ReplyAsync(command.Id, ok: true, new { });
                return (remembered, command.Args!.Value.Deserialize(WireJson.Default.WatchOrder)!);
            }

            remembered.Add(command);
        }
    }
}
