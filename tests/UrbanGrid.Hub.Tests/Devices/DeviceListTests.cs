using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Tests.Devices;

[Collection(nameof(OneHub))]
public sealed class DeviceListTests(HubUnderTest hub)
{
    [Fact]
    public async Task A_page_describes_only_its_own_devices()
    {
        await AddAsync("page", 400);
        using var leader = await hub.SignInAsync("leader");
        var directory = hub.Services.GetRequiredService<DeviceDirectory>();
        foreach (var sort in (string[])["id", "name", "lastSeen", "health"])
        {
            var before = directory.Described;
            Assert.Equal(10, (await leader.GetAsync($"/devices?limit=10&q=page-&sort={sort}"))["items"]!.AsArray().Count);
            // Others of the hub may describe a device meanwhile, but not four hundred.
            Assert.InRange(directory.Described - before, 10, 100);
        }
    }

    [Theory]
    [InlineData("id")]
    [InlineData("name")]
    [InlineData("lastSeen")]
    [InlineData("health")]
    public async Task Pages_follow_each_other_without_gap_and_repeat(string sort)
    {
        await AddAsync("walk", 25);
        using var leader = await hub.SignInAsync("leader");
        List<string> seen = [];
        string? cursor = null;
        do
        {
            var page = await leader.GetAsync($"/devices?q=walk-&limit=7&sort={sort}" + (cursor is null ? "" : $"&cursor={cursor}"));
            seen.AddRange(page["items"]!.AsArray().Select(d => (string)d!["id"]!));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);
        Assert.Equal(25, seen.Count);
        Assert.Equal(25, seen.Distinct().Count());
    }

    [Fact]
    public async Task Filters_choose_and_counts_tell_how_many()
    {
        await AddAsync("count", 5);
        await hub.Services.GetRequiredService<DeviceRegistry>().SetEnabledAsync("count-003", false, default);
        using var leader = await hub.SignInAsync("leader");
        Assert.Equal(["count-003"], Ids(await leader.GetAsync("/devices?q=count-&enabled=false")));
        Assert.Equal(5, Ids(await leader.GetAsync("/devices?q=count-&alarms=false&health=unknown&model=generic")).Count);
        Assert.Empty(Ids(await leader.GetAsync("/devices?q=count-&health=online")));

        var counts = await leader.GetAsync("/devices/counts?q=count-");
        Assert.Equal((5, 5, 5, 0), ((int)counts["total"]!, (int)counts["byHealth"]!["unknown"]!, (int)counts["byModel"]!["generic"]!, (int)counts["withAlarms"]!));
        Assert.Equal(0, (int)counts["byHealth"]!["offline"]!);

        Assert.Equal("invalid_value", (string?)(await leader.GetAsync("/devices?sort=colour", HttpStatusCode.UnprocessableEntity))["code"]);
        Assert.Equal("invalid_value", (string?)(await leader.GetAsync("/devices?cursor=!", HttpStatusCode.UnprocessableEntity))["code"]);
    }

    [Fact]
    public async Task Attributes_are_merged_and_a_deleted_device_is_gone()
    {
        await AddAsync("attr", 1);
        using var admin = await hub.SignInAsync("admin");
        var first = await admin.SendAsync(HttpMethod.Patch, "/devices/attr-000", JsonContent.Create(new { attributes = new { serial = "S1", depth = 2.5 }, componentCode = "C1" }));
        Assert.Equal(("S1", "C1"), ((string?)first["attributes"]!["serial"], (string?)first["componentCode"]));
        var second = await admin.SendAsync(HttpMethod.Patch, "/devices/attr-000", new StringContent("""{"attributes":{"serial":null,"x":true}}""", null, "application/json"));
        Assert.Equal(["depth", "x"], second["attributes"]!.AsObject().Select(a => a.Key).Order());
        Assert.True((long)second["createdAt"]! > 0);

        await admin.SendAsync(HttpMethod.Delete, "/devices/attr-000", JsonContent.Create(new { }), HttpStatusCode.NoContent);
        await admin.GetAsync("/devices/attr-000", HttpStatusCode.NotFound);
        await admin.SendAsync(HttpMethod.Delete, "/devices/attr-000", JsonContent.Create(new { }), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_kind_of_device_is_added_replaced_and_removed_without_a_restart()
    {
        using var admin = await hub.SignInAsync("admin");
        object Document(double max) => new
        {
            key = "river-gauge", name = new { zh = "河道水位计", en = "River gauge" }, icon = "water",
            metrics = new[] { new { key = "level", name = new { zh = "水位", en = "Level" }, unit = "m", max } },
        };
        var saved = await admin.SendAsync(HttpMethod.Put, "/device-models/river-gauge", JsonContent.Create(Document(10)));
        Assert.Equal(("own", 0), ((string?)saved["origin"], (int)saved["devices"]!));
        await admin.PostAsync("/devices", new { id = "rg-1", model = "river-gauge" }, HttpStatusCode.Created);
        Assert.Equal("model_in_use", (string?)(await admin.SendAsync(HttpMethod.Delete, "/device-models/river-gauge", JsonContent.Create(new { }), HttpStatusCode.Conflict))["code"]);
        Assert.Equal("water", (string?)(await admin.GetAsync("/devices/rg-1"))["model"]!["icon"]);

        var refused = await admin.SendAsync(HttpMethod.Put, "/device-models/river-gauge", JsonContent.Create(new { key = "river-gauge", nam = 1 }), HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["$.nam", "$.name"], refused["faults"]!.AsArray().Select(f => (string)f!["path"]!));
        Assert.Equal(10, (double)(await admin.GetAsync("/device-models/river-gauge"))["document"]!["metrics"]![0]!["max"]!);
        Assert.Empty((await admin.PostAsync("/device-models/check", Document(20)))["faults"]!.AsArray());

        await admin.SendAsync(HttpMethod.Delete, "/devices/rg-1", JsonContent.Create(new { }), HttpStatusCode.NoContent);
        await admin.SendAsync(HttpMethod.Delete, "/device-models/river-gauge", JsonContent.Create(new { }), HttpStatusCode.NoContent);
        Assert.Equal("model_built_in", (string?)(await admin.SendAsync(HttpMethod.Delete, "/device-models/camera", JsonContent.Create(new { }), HttpStatusCode.Conflict))["code"]);
        Assert.Contains("camera", (await admin.GetAsync("/device-models"))["items"]!.AsArray().Select(m => (string)m!["key"]!));

        using var leader = await hub.SignInAsync("leader");
        await leader.SendAsync(HttpMethod.Put, "/device-models/river-gauge", JsonContent.Create(Document(10)), HttpStatusCode.Forbidden);
    }

    private static List<string> Ids(JsonNode page) => [.. page["items"]!.AsArray().Select(d => (string)d!["id"]!)];

    private async Task AddAsync(string prefix, int count)
    {
        var registry = hub.Services.GetRequiredService<DeviceRegistry>();
        var missing = Enumerable.Range(0, count).Select(i => $"{prefix}-{i:D3}").Where(id => registry.Find(id) is null)
            .Select(id => new Device { Id = id, Model = "generic", Name = new LocalName($"设备 {id}", $"Device {id}") }).ToList();
        await registry.ApplyAsync(missing, [], default);
    }
}
