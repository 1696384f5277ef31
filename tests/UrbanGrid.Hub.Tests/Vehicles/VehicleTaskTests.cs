using System.Net;
using System.Text.Json.Nodes;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Vehicles;

/// <summary>Vehicles are found near a case and sent there, over a whole hub and the wire of real vehicles.</summary>
public sealed class VehicleTaskTests : IAsyncLifetime
{
    private readonly HubUnderTest _hub = new();
    private HubClient _dispatcher = null!;
    private JsonNode _case = null!;

    public async Task InitializeAsync()
    {
        await _hub.InitializeAsync();
        _dispatcher = await _hub.SignInAsync("dispatcher");
        using var acceptor = await _hub.SignInAsync("acceptor");
        var incident = await _hub.RaiseCoverAlarmAsync("mh-03");
        var confirmed = await acceptor.PostAsync($"/incidents/{incident}/confirm");
        _case = await acceptor.GetAsync($"/cases/{(string)confirmed["caseNumber"]!}");
    }

    public async Task DisposeAsync()
    {
        _dispatcher.Dispose();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task The_nearest_vehicles_come_first_and_those_long_silent_not_at_all()
    {
        await using var near = await VehicleAtHand.ConnectAsync(_hub, "veh-01");
        await using var far = await VehicleAtHand.ConnectAsync(_hub, "veh-02");
        await using var silent = await VehicleAtHand.ConnectAsync(_hub, "veh-03");
        await near.AtAsync(Beside(100), HubUnderTest.Now);
        await far.AtAsync(Beside(2_000), HubUnderTest.Now);
        await silent.AtAsync(Beside(10), HubUnderTest.Now - (11 * 60_000));

        var found = await AroundAsync(a => a["near"]!.AsArray().Count == 2);

        Assert.Equal(["veh-01", "veh-02"], found["near"]!.AsArray().Select(n => (string?)n!["vehicle"]!["id"]));
        Assert.InRange((double)found["near"]![0]!["distanceM"]!, 95, 105);
    }

    [Fact]
    public async Task A_vehicle_that_is_sent_is_told_class_and_address_and_its_answer_shows()
    {
        await using var vehicle = await VehicleAtHand.ConnectAsync(_hub, "veh-01");
        await vehicle.ObeyAsync("""{"ok":true}""");
        await vehicle.AtAsync(Beside(100), HubUnderTest.Now);
        await AroundAsync(a => a["near"]!.AsArray().Count == 1);

        await _dispatcher.PostAsync($"/cases/{Number}/vehicles/veh-01", new { }, HttpStatusCode.Accepted);

        var found = await AroundAsync(a => a["tasks"]!.AsArray().FirstOrDefault() is { } task && (string?)task["delivery"] == "answered");
        var message = (string)vehicle.Orders.Single()["args"]!["message"]!;
        Assert.Contains(Number, message, StringComparison.Ordinal);
        Assert.Contains((string)_case["address"]!["zh"]!, message, StringComparison.Ordinal);
        Assert.False((bool)found["near"]![0]!["free"]!);
        Assert.Equal(Number, (string?)found["near"]![0]!["taskOf"]);
    }

    [Fact]
    public async Task A_vehicle_is_free_again_when_its_task_has_ended()
    {
        await using var vehicle = await VehicleAtHand.ConnectAsync(_hub, "veh-01");
        await vehicle.AtAsync(Beside(100), HubUnderTest.Now);
        await AroundAsync(a => a["near"]!.AsArray().Count == 1);
        var task = await _dispatcher.PostAsync($"/cases/{Number}/vehicles/veh-01", new { message = "请速到现场" }, HttpStatusCode.Accepted);
        await _dispatcher.PostAsync($"/cases/{Number}/vehicles/veh-01", new { }, HttpStatusCode.Conflict);

        var ended = await _dispatcher.PostAsync($"/vehicles/tasks/{(string)task["id"]!}/end", new { end = "done" });

        Assert.Equal(("done", "请速到现场"), ((string?)ended["end"], (string?)ended["message"]));
        await AroundAsync(a => (bool)a["near"]![0]!["free"]!);
    }

    [Fact]
    public async Task Nobody_but_dispatchers_and_administrators_sends_vehicles()
    {
        using var leader = await _hub.SignInAsync("leader");

        await leader.PostAsync($"/cases/{Number}/vehicles/veh-01", new { }, HttpStatusCode.Forbidden);
        await _dispatcher.PostAsync($"/cases/{Number}/vehicles/nobody", new { }, HttpStatusCode.NotFound);
        await _dispatcher.GetAsync("/cases/nothing/vehicles", HttpStatusCode.NotFound);
    }

    private string Number => (string)_case["number"]!;

    private GeoPoint Beside(double metres) => new((double)_case["lat"]! + (metres / 111_195), (double)_case["lon"]!);

    private Task<JsonNode> AroundAsync(Func<JsonNode, bool> holds) => Eventually.GetAsync(
        async () => await _dispatcher.GetAsync($"/cases/{Number}/vehicles") is var found && holds(found) ? found : null, "the vehicles around the case");
}
