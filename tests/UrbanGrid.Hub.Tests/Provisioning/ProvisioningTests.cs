using System.Net;
using System.Net.Http.Json;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Provisioning;

[Collection(nameof(OneHub))]
public sealed class ProvisioningTests(HubUnderTest hub)
{
    [Fact]
    public async Task A_device_registers_itself_and_an_administrator_lets_it_in()
    {
        using var admin = await hub.SignInAsync("admin");
        using var device = HubClient.From(IPAddress.Parse("127.0.0.11"), hub.Address);
        var key = (string)(await admin.PostAsync("/provisioning-keys", new { name = "批次一", model = "manhole-cover", approval = "manual" }, HttpStatusCode.Created))["key"]!;
        Assert.DoesNotContain(key, (await admin.GetAsync("/provisioning-keys")).ToJsonString(), StringComparison.Ordinal);

        var asked = await device.PostAsync("/provision", new { key, serial = "SN 1", name = "cover", lat = 31.2990796, lon = 120.595984 }, HttpStatusCode.Accepted);
        var request = (string)asked["request"]!;
        object secret = new { secret = (string)asked["secret"]! };
        Assert.Equal("pending", (string?)(await device.PostAsync($"/provision/{request}", secret))["state"]);

        var waiting = (await admin.GetAsync("/provision-requests?state=pending"))["items"]!.AsArray().Single(r => (string?)r!["id"] == request)!;
        Assert.Equal(("SN 1", "manhole-cover"), ((string?)waiting["serial"], (string?)waiting["model"]!["key"]));
        var approved = await admin.PostAsync($"/provision-requests/{request}/approve", new { id = "self-1", name = new { zh = "自助", en = "Self" } });
        Assert.Equal(("approved", "self-1"), ((string?)approved["state"], (string?)approved["device"]));
        Assert.Equal(15, ((string)(await admin.GetAsync("/devices/self-1"))["gridCode"]!).Length);

        Assert.Equal(43, ((string)(await device.PostAsync($"/provision/{request}", secret))["token"]!).Length);
        Assert.Null((string?)(await device.PostAsync($"/provision/{request}", secret))["token"]);
        Assert.Equal("provision_known", (string?)(await device.PostAsync("/provision", new { key, serial = "SN 1" }, HttpStatusCode.Conflict))["code"]);
        Assert.Equal("provision_decided", (string?)(await admin.PostAsync($"/provision-requests/{request}/reject", new { }, HttpStatusCode.Conflict))["code"]);
    }

    [Fact]
    public async Task A_key_that_decides_alone_lets_devices_in_at_once_until_it_is_withdrawn()
    {
        using var admin = await hub.SignInAsync("admin");
        using var device = HubClient.From(IPAddress.Parse("127.0.0.12"), hub.Address);
        var made = await admin.PostAsync("/provisioning-keys", new { name = "auto", model = "generic", approval = "automatic", maxUses = 5 }, HttpStatusCode.Created);
        var key = (string)made["key"]!;
        Assert.Equal("AUTO-1", (string?)(await device.PostAsync("/provision", new { key, serial = "AUTO-1" }, HttpStatusCode.Created))["device"]);
        Assert.Equal(1, (int)(await admin.GetAsync("/provisioning-keys"))["items"]!.AsArray().Single(k => (string?)k!["id"] == (string?)made["id"])!["uses"]!);
        await admin.SendAsync(HttpMethod.Delete, $"/provisioning-keys/{made["id"]}", JsonContent.Create(new { }), HttpStatusCode.NoContent);
        Assert.Equal("provision_key_not_valid", (string?)(await device.PostAsync("/provision", new { key, serial = "AUTO-2" }, HttpStatusCode.Forbidden))["code"]);
    }

    [Fact]
    public async Task Whoever_guesses_is_made_to_wait_and_whoever_is_no_administrator_sees_nothing()
    {
        using var guesser = HubClient.From(IPAddress.Parse("127.0.0.13"), hub.Address);
        HttpResponseMessage answer;
        var tries = 0;
        do
        {
            answer = await guesser.Http.PostAsJsonAsync("/api/v1/provision", new { key = "a.b", serial = "x" });
        }
        while (answer.StatusCode == HttpStatusCode.Forbidden && ++tries < 100);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);

        using var leader = await hub.SignInAsync("leader");
        await leader.GetAsync("/provision-requests", HttpStatusCode.Forbidden);
        await leader.GetAsync("/provisioning-keys", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_mapping_is_tried_before_it_is_saved()
    {
        using var admin = await hub.SignInAsync("admin");
        var tried = await admin.PostAsync(
            "/device-models/manhole-cover/mapping/try",
            new { payload = """{"d":{"a":42},"lid":"AJAR"}""", mapping = new { values = new object[] { new { metric = "tilt", path = "$.d.a", scale = 0.1 }, new { metric = "open", path = "$.lid", map = new { OPEN = 1 } } } } });
        Assert.Equal(("tilt", 4.2), ((string?)tried["samples"]![0]!["metric"], Math.Round((double)tried["samples"]![0]!["value"]!, 6)));
        Assert.Equal("$.lid", (string?)tried["problems"]![0]!["path"]);
        Assert.Null(tried["position"]);

        var broken = await admin.PostAsync("/device-models/manhole-cover/mapping/try", new { payload = "{}", mapping = new { values = new[] { new { metric = "tilt", path = "$.d[" } } } });
        Assert.Equal("$.mapping.values[0].path", (string?)broken["problems"]![0]!["path"]);
    }

    [Fact]
    public async Task A_devices_connections_are_listed_newest_first()
    {
        using var leader = await hub.SignInAsync("leader");
        await using (var client = new UrbanGrid.Mqtt.MqttClient(
            new UrbanGrid.Mqtt.MqttClientOptions { Host = "127.0.0.1", Port = hub.Options.MqttPort, ClientId = "mh-02-log", UserName = "mh-02", Password = hub.TokenOf("mh-02") },
            TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<UrbanGrid.Mqtt.MqttClient>.Instance))
        {
            client.Start();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await client.WaitConnectedAsync(patience.Token);
        }

        var lines = await Eventually.GetAsync(
            async () => (await leader.GetAsync("/devices/mh-02/connections?limit=1")) is var page && (string?)page["items"]![0]?["kind"] == "disconnected" ? page : null, "the end of the connection");
        var before = await leader.GetAsync($"/devices/mh-02/connections?limit=1&cursor={lines["next"]}");
        Assert.Equal(("connected", "mh-02-log"), ((string?)before["items"]![0]!["kind"], (string?)before["items"]![0]!["clientId"]));
    }
}
