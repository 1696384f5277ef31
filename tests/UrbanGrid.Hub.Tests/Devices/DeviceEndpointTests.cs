using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Mqtt;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Devices;

[Collection(nameof(OneHub))]
public sealed class DeviceEndpointTests(HubUnderTest hub)
{
    [Fact]
    public async Task A_new_devices_token_is_shown_once_and_lets_it_in()
    {
        using var admin = await hub.SignInAsync("admin");
        var body = new { id = "mh-new", model = "manhole-cover", name = new { zh = "新井盖", en = "New cover" }, lat = 31.3, lon = 120.6 };
        var made = await admin.PostAsync("/devices", body, HttpStatusCode.Created);
        var token = (string)made["token"]!;
        Assert.DoesNotContain(token, (await admin.GetAsync("/devices/mh-new")).ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(token, Encoding.Latin1.GetString(await ReadDatabaseAsync()), StringComparison.Ordinal);
        Assert.Equal("device_exists", (string?)(await admin.PostAsync("/devices", body, HttpStatusCode.Conflict))["code"]);

        Assert.Equal(15, ((string)(await admin.GetAsync("/devices/mh-01"))["gridCode"]!).Length);

        await using var device = await ConnectAsync("mh-new", token);
        await device.PublishAsync(DeviceTopic.Telemetry("mh-new"), """{"values":{"tilt":1.5}}"""u8.ToArray(), MqttQos.AtLeastOnce, false, default);
        var metrics = await admin.Http.GetStringAsync("/metrics");
        Assert.Contains("urbangrid_ingest_commit_seconds_bucket{le=\"10\"}", metrics, StringComparison.Ordinal);
        using var leader = await hub.SignInAsync("leader");
        var series = await leader.GetAsync("/devices/mh-new/telemetry?metric=tilt");
        Assert.Equal(("°", 1.5), ((string?)series["unit"], (double?)series["points"]![0]![1]));
    }

    [Fact]
    public async Task A_device_is_put_behind_an_edge_agent_and_behind_nothing_else()
    {
        using var admin = await hub.SignInAsync("admin");
        object Camera(string id, string gateway) => new { id, model = "camera", name = new { zh = "摄像机", en = "Camera" }, gateway };

        var made = await admin.PostAsync("/devices", Camera("cam-behind", "edge-01"), HttpStatusCode.Created);
        var refused = await admin.PostAsync("/devices", Camera("cam-lost", "mh-01"), HttpStatusCode.UnprocessableEntity);

        Assert.Equal("edge-01", (string?)made["device"]!["gateway"]);
        Assert.Equal("invalid_value", (string?)refused["code"]);
    }

    [Fact]
    public async Task A_new_token_makes_the_old_one_useless()
    {
        using var admin = await hub.SignInAsync("admin");
        var old = hub.TokenOf("lamp-01");
        var fresh = (string)(await admin.PostAsync("/devices/lamp-01/token"))["token"]!;
        Assert.NotEqual(old, fresh);
        await using var refused = Client("lamp-01", old);
        refused.Start();
        await Eventually.GetAsync(() => Task.FromResult(refused.LastRefusal is null ? null : "refused"), "the refusal of the old token");
        Assert.Equal(MqttReasonCode.BadUserNameOrPassword, refused.LastRefusal);
        await using var accepted = await ConnectAsync("lamp-01", fresh);
    }

    [Fact]
    public async Task What_a_device_cannot_mean_is_refused_with_a_sentence()
    {
        using var admin = await hub.SignInAsync("admin");
        admin.Http.DefaultRequestHeaders.Add("Accept-Language", "en");
        var model = await admin.PostAsync("/devices", new { id = "x-1", model = "teapot" }, HttpStatusCode.UnprocessableEntity);
        Assert.Contains("choose one of", (string)model["detail"]!, StringComparison.Ordinal);
        var place = await admin.PostAsync("/devices", new { id = "x-1", model = "generic", lat = 0, lon = 0 }, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("invalid_value", (string?)place["code"]);
        var json = await admin.SendAsync(HttpMethod.Post, "/devices", new StringContent("{", Encoding.UTF8, "application/json"), HttpStatusCode.BadRequest);
        Assert.Equal("bad_request", (string?)json["code"]);
    }

    [Fact]
    public async Task A_message_that_cannot_be_used_is_on_the_devices_page_with_its_reason()
    {
        await using var device = await ConnectAsync("edge-01", hub.TokenOf("edge-01"));
        await device.PublishAsync(DeviceTopic.Telemetry("mh-03"), """{"values":{"tilt":NaN}}"""u8.ToArray(), MqttQos.AtLeastOnce, false, default);
        using var leader = await hub.SignInAsync("leader");
        var letter = (await leader.GetAsync("/devices/mh-03/dead-letters"))["items"]![0]!;
        Assert.Equal(("value_not_finite", "urbangrid/v1/mh-03/telemetry"), ((string?)letter["reason"], (string?)letter["topic"]));
        Assert.Contains("NaN", (string)letter["payload"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_camera_shows_its_last_good_picture_and_a_broken_one_stops_nothing()
    {
        await using var agent = await ConnectAsync("edge-01", hub.TokenOf("edge-01"));
        var now = HubUnderTest.Now;
        var good = await File.ReadAllBytesAsync(Repository.PathOf("tests", "UrbanGrid.Hub.Tests", "Devices", "street.jpg"));
        await agent.PublishAsync(DeviceTopic.Frame("cam-01", now), good, MqttQos.AtLeastOnce, false, default);
        await agent.PublishAsync(DeviceTopic.Frame("cam-01", now + 200), new byte[] { 0xFF, 0xD8, 0xFF, 0x00, 0xFF, 0xD9 }, MqttQos.AtLeastOnce, false, default);
        await agent.PublishAsync(DeviceTopic.Frame("cam-01", now + 400), good, MqttQos.AtLeastOnce, false, default);
        using var leader = await hub.SignInAsync("leader");
        var broken = await Eventually.GetAsync(
            async () => (await leader.GetAsync("/devices/cam-01/dead-letters"))["items"]!.AsArray().FirstOrDefault(), "the broken frame");
        Assert.Equal("bad_jpeg", (string?)broken["reason"]);
        var picture = await Eventually.GetAsync(
            async () => await leader.Http.GetAsync("/api/v1/cameras/cam-01/snapshot.jpg") is { StatusCode: HttpStatusCode.OK } answer ? answer : null, "a snapshot");
        Assert.Equal(good, await picture.Content.ReadAsByteArrayAsync());
        using var live = await leader.Http.GetAsync("/api/v1/cameras/cam-01/live.mjpg", HttpCompletionOption.ResponseHeadersRead);
        Assert.StartsWith("multipart/x-mixed-replace", live.Content.Headers.ContentType!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zones_are_checked_and_kept()
    {
        using var admin = await hub.SignInAsync("admin");
        object Zone(double x) => new { name = "kerb", purpose = "dumping", dwellSeconds = 30, polygon = new[] { new { x, y = 0.1 }, new { x = 0.9, y = 0.1 }, new { x = 0.5, y = 0.9 } } };
        var wrong = await admin.SendAsync(HttpMethod.Put, "/cameras/cam-01/zones", JsonContent.Create(new[] { Zone(1.5) }), HttpStatusCode.UnprocessableEntity);
        Assert.Contains("kerb.polygon", (string)wrong["detail"]!, StringComparison.Ordinal);
        await admin.SendAsync(HttpMethod.Put, "/cameras/cam-01/zones", JsonContent.Create(new[] { Zone(0.1) }));
        Assert.Equal("kerb", (string?)(await admin.GetAsync("/cameras/cam-01/zones"))[0]!["name"]);
    }

    [Theory]
    [InlineData("""[{"name":"kerb","purpose":"dumping","polygon":[],"dwellSeconds":0}]""", "kerb.dwellSeconds")]
    [InlineData("""[{"name":"kerb","purpose":"dumping","polygon":[],"dwellSeconds":-5}]""", "kerb.dwellSeconds")]
    [InlineData("""[{"name":"kerb","purpose":"dumping","polygon":[{"x":0.1,"y":0.1}]}]""", "kerb.polygon")]
    [InlineData("""[{"name":"kerb","purpose":"dumping","polygon":[{"x":0.1,"y":0.1},{"x":0.9,"y":0.1}]}]""", "kerb.polygon")]
    [InlineData("""[{"name":"kerb","purpose":"dumping","polygon":null}]""", "kerb.polygon")]
    [InlineData("[null]", "zones")]
    public async Task A_zone_no_detector_could_use_is_refused_with_what_is_wrong(string zones, string what)
    {
        using var admin = await hub.SignInAsync("admin");
        var problem = await admin.SendAsync(
            HttpMethod.Put, "/cameras/cam-01/zones", new StringContent(zones, Encoding.UTF8, "application/json"), HttpStatusCode.UnprocessableEntity);
        Assert.Contains($"“{what}”", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zone_without_a_dwell_gets_a_minute()
    {
        using var admin = await hub.SignInAsync("admin");
        var zones = new StringContent("""[{"name":"kerb","purpose":"dumping","polygon":[]}]""", Encoding.UTF8, "application/json");
        Assert.Equal(60, (double?)(await admin.SendAsync(HttpMethod.Put, "/cameras/cam-01/zones", zones))[0]!["dwellSeconds"]);
        Assert.Equal(60, (double?)(await admin.GetAsync("/cameras/cam-01/zones"))[0]!["dwellSeconds"]);
    }

    [Fact]
    public async Task A_vehicle_appears_where_it_says_and_leaves_a_track()
    {
        await using var agent = await ConnectAsync("edge-01", hub.TokenOf("edge-01"));
        await agent.PublishAsync(DeviceTopic.Position("veh-01"), """{"lat":31.2990,"lon":120.5990,"speed":24.5,"course":90}"""u8.ToArray(), MqttQos.AtLeastOnce, false, default);
        using var leader = await hub.SignInAsync("leader");
        var vehicle = await Eventually.GetAsync(
            async () => (await leader.GetAsync("/vehicles"))["items"]!.AsArray().FirstOrDefault(v => (string?)v!["id"] == "veh-01"), "the vehicle");
        Assert.Equal((31.2990, 24.5), ((double?)vehicle["lat"], (double?)vehicle["speedKmh"]));
        Assert.Equal(120.5990, (double?)(await leader.GetAsync("/vehicles/veh-01/track"))["points"]![0]![1]);
    }

    private async Task<MqttClient> ConnectAsync(string id, string token)
    {
        var client = Client(id, token);
        client.Start();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await client.WaitConnectedAsync(patience.Token);
        return client;
    }

    private MqttClient Client(string id, string token) => new(
        new MqttClientOptions { Host = "127.0.0.1", Port = hub.Options.MqttPort, ClientId = $"{id}-test", UserName = id, Password = token },
        TimeProvider.System,
        NullLogger<MqttClient>.Instance);

    private async Task<byte[]> ReadDatabaseAsync()
    {
        using var all = new MemoryStream();
        foreach (var file in Directory.EnumerateFiles(hub.Options.Data, "urbangrid.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            await stream.CopyToAsync(all);
        }

        return all.ToArray();
    }
}
