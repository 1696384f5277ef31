using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Vehicles;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Hub.Tests.Vehicles.Live;

[Collection(nameof(OneHub))]
public sealed class LiveStreamTests(HubUnderTest hub)
{
    private const string Viewport = "/vehicles/live?west=20&south=40&east=21&north=41";

    [Fact]
    public async Task A_map_gets_the_full_picture_then_what_moves_then_what_left()
    {
        Move("live-1", 1, 20.5);
        using var leader = await hub.SignInAsync("leader");
        await using var stream = await EventReader.OpenAsync(leader, null, Viewport);

        var full = (await stream.NextAsync("vehicles", _ => true)).Data;
        Assert.True((bool?)full["full"]);
        Assert.Equal("""["live-1",20.5,40.5,91.5,30,"moving",1,0]""", Of(full, "live-1")!.ToJsonString());

        Move("live-1", 2, 20.6);
        var moved = (await stream.NextAsync("vehicles", _ => true)).Data;
        Assert.False((bool?)moved["full"]);
        Assert.Equal(20.6, (double?)Of(moved, "live-1")![1]);

        Move("live-1", 3, 25);
        await stream.NextAsync("vehicles", data => data["gone"]!.AsArray().Any(id => (string?)id == "live-1"));
    }

    [Theory]
    [InlineData("west=20&south=40&east=21")]
    [InlineData("west=21&south=40&east=20&north=41")]
    [InlineData("west=20&south=40&east=21&north=91")]
    [InlineData("west=20&south=40&east=21&north=north")]
    public async Task A_viewport_that_is_none_is_refused(string viewport)
    {
        using var leader = await hub.SignInAsync("leader");
        using var answer = await leader.Http.GetAsync($"/api/v1/vehicles/live?{viewport}");
        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.UnprocessableEntity, HttpStatusCode.BadRequest });
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_sees_no_vehicle()
    {
        using var nobody = HubClient.Anonymous(hub.Address);
        using var answer = await nobody.Http.GetAsync($"/api/v1{Viewport}");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task The_stream_carries_vehicles_only_to_those_who_ask_for_them()
    {
        using var leader = await hub.SignInAsync("leader");
        await using var asked = await EventReader.OpenAsync(leader, null, "/stream?kinds=vehicle");
        await using var agent = new MqttClient(
            new MqttClientOptions { Host = "127.0.0.1", Port = hub.Options.MqttPort, ClientId = "live-test", UserName = "edge-01", Password = hub.TokenOf("edge-01") },
            TimeProvider.System,
            NullLogger<MqttClient>.Instance);
        agent.Start();
        await agent.WaitConnectedAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);
        await agent.PublishAsync(DeviceTopic.Position("veh-02"), """{"lat":31.2990,"lon":120.5990,"speed":24.5}"""u8.ToArray(), MqttQos.AtLeastOnce, false, default);
        await asked.NextAsync("vehicle", data => data.AsArray().Any(v => (string?)v!["id"] == "veh-02" && (string?)v["kind"] == "sanitation"));
        await leader.GetAsync("/stream?kinds=vehicles", HttpStatusCode.UnprocessableEntity);
    }

    private static JsonNode? Of(JsonNode data, string id) => data["vehicles"]!.AsArray().FirstOrDefault(v => (string?)v![0] == id);

    private void Move(string id, long at, double lon) =>
        hub.Flow.VehicleMoved(new VehiclePosition(id, at, new GeoPoint(40.5, lon), 30, 91.5, new Dictionary<string, double>()) { State = VehicleState.Moving });
}
