using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Tests.Vehicles;

/// <summary>What a vehicle is suspected of is looked at by the cameras nearby, and its way is kept.</summary>
public sealed class VehicleWitnessTests : IAsyncLifetime
{
    private readonly HubUnderTest _hub = new();
    private AgentAtHand _agent = null!;
    private HubClient _acceptor = null!;

    public async Task InitializeAsync()
    {
        await _hub.InitializeAsync();
        _agent = await AgentAtHand.ConnectAsync(_hub);
        _acceptor = await _hub.SignInAsync("acceptor");
    }

    public async Task DisposeAsync()
    {
        _acceptor.Dispose();
        await _agent.DisposeAsync();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task The_picture_and_the_video_of_a_camera_nearby_become_evidence()
    {
        _hub.Services.GetRequiredService<LiveViews>().Of("cam-01").Show(new CameraFrame("cam-01", HubUnderTest.Now, Jpegs.Grey(64, 48)));

        var id = await RaiseAsync(Camera with { Lat = Camera.Lat + 0.0005 });

        var order = await _agent.PromiseClipAsync();
        var incident = await IncidentAsync(id, i => i["pictures"]!.AsArray().Count == 1 && i["clips"]!.AsArray().Count == 1);
        Assert.Equal("cam-01", (string?)incident["clips"]![0]!["deviceId"]);
        Assert.InRange((long)incident["startedAt"]!, order.From, order.To);
    }

    [Fact]
    public async Task A_camera_too_far_away_is_not_called()
    {
        _hub.Services.GetRequiredService<LiveViews>().Of("cam-01").Show(new CameraFrame("cam-01", HubUnderTest.Now, Jpegs.Grey(64, 48)));

        var id = await RaiseAsync(Camera with { Lat = Camera.Lat + 0.005 });

        var incident = await _acceptor.GetAsync($"/incidents/{id}");
        Assert.Empty(incident["pictures"]!.AsArray());
        Assert.Empty(incident["clips"]!.AsArray());
    }

    [Fact]
    public async Task The_way_of_the_vehicle_goes_with_the_case()
    {
        await using var truck = await VehicleAtHand.ConnectAsync(_hub, "veh-05");
        for (var i = 0; i < 5; i++)
        {
            await truck.AtAsync(Camera with { Lat = Camera.Lat + 0.005 + (i * 0.0002) }, HubUnderTest.Now - 60_000 + (i * 10_000), 20);
        }

        var id = await RaiseAsync(Camera with { Lat = Camera.Lat + 0.006 });
        var track = (await _acceptor.GetAsync($"/incidents/{id}"))["track"]!;
        Assert.Equal("veh-05", (string?)track["vehicleId"]);
        var number = (string)(await _acceptor.PostAsync($"/incidents/{id}/confirm"))["caseNumber"]!;

        var evidence = (await _acceptor.GetAsync($"/cases/{number}"))["evidence"]!.AsArray().Single(e => (string?)e!["stage"] == "track")!;
        var kept = JsonNode.Parse(await _acceptor.Http.GetStringAsync((string)evidence["url"]!))!;
        Assert.Equal(5, kept["points"]!.AsArray().Count);
    }

    private GeoPoint Camera => _hub.Services.GetRequiredService<DeviceRegistry>().Find("cam-01")!.Place!.Value;

    private async Task<long> RaiseAsync(GeoPoint place)
    {
        var now = HubUnderTest.Now;
        await _hub.Flow.AlarmChangedAsync(
            new Alarm
            {
                Id = $"veh-05:dumping_suspected:{now}",
                DeviceId = "veh-05",
                Rule = "dumping_suspected",
                Severity = AlarmSeverity.Major,
                StartedAt = now - 20_000,
                RaisedAt = now,
                Category = "event/0111",
                Score = 0.88,
                Place = place,
                Readings = [new AlarmReading("load_drop", 0, 1, "")],
            },
            default);
        return (long)(await _acceptor.GetAsync("/incidents?state=open"))["items"]!.AsArray().First(i => (string?)i!["deviceId"] == "veh-05")!["id"]!;
    }

    private Task<JsonNode> IncidentAsync(long id, Func<JsonNode, bool> holds) => Eventually.GetAsync(
        async () => await _acceptor.GetAsync($"/incidents/{id}") is var found && holds(found) ? found : null, "the witnesses of the incident");
}
