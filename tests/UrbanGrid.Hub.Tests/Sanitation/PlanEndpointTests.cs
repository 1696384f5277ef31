using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Hub.Tests.Sanitation;

[Collection(nameof(OneHub))]
public sealed class PlanEndpointTests(HubUnderTest hub)
{
    private const string Path = "/sanitation/plans";

    private static JsonObject Plan(params (string Key, JsonNode? Value)[] but)
    {
        var plan = JsonNode.Parse("""
            {"name":{"zh":"人民路机扫","en":"Renmin Road"},"kind":"sweeping","department":"sanitation","vehicles":{"ids":["veh-03"]},
             "routes":[{"name":{"zh":"人民路","en":"Renmin Road"},"grade":1,"roads":["JH-11"]}]}
            """)!.AsObject();
        foreach (var (key, value) in but)
        {
            plan[key] = value;
        }

        return plan;
    }

    [Fact]
    public async Task A_plan_made_of_the_citys_roads_is_kept_with_their_lines_and_the_figures_of_its_kind()
    {
        using var dispatcher = await hub.SignInAsync("dispatcher");

        var made = await dispatcher.PostAsync(Path, Plan(), HttpStatusCode.Created);

        Assert.Equal((3.0, 20.0, 25.0, 7), ((double)made["minKmh"]!, (double)made["maxKmh"]!, (double)made["toleranceM"]!, made["days"]!.AsArray().Count));
        Assert.Equal(32, made["routes"]![0]!["lines"]![0]!.AsArray().Count);
        var result = await dispatcher.GetAsync($"{Path}/{made["id"]}/result");
        Assert.Equal(1_082, (double)result["figures"]!["streets"]!["planned"]!, 0);
        Assert.Equal("FeatureCollection", (string?)result["map"]!["type"]);
        await DeleteAsync(dispatcher, made);
    }

    [Theory]
    [InlineData("""{"kind":"baking"}""", "kind")]
    [InlineData("""{"department":"nobody"}""", "department")]
    [InlineData("""{"days":[0]}""", "days")]
    [InlineData("""{"days":[]}""", "days")]
    [InlineData("""{"hours":[{"from":"7:00","to":"09:00"}]}""", "hours[0]")]
    [InlineData("""{"hours":[{"from":"07:00","to":"07:00"}]}""", "hours[0]")]
    [InlineData("""{"passes":0}""", "passes")]
    [InlineData("""{"toleranceM":1000}""", "toleranceM")]
    [InlineData("""{"minKmh":30}""", "minKmh")]
    [InlineData("""{"name":null}""", "name")]
    [InlineData("""{"vehicles":{"ids":[],"kinds":[]}}""", "vehicle")]
    [InlineData("""{"routes":[]}""", "at least one route")]
    [InlineData("""{"routes":[{"name":{"zh":"x","en":"x"}}]}""", "routes[0].lines")]
    [InlineData("""{"routes":[{"name":{"zh":"x","en":"x"},"roads":["JH-99"]}]}""", "JH-99")]
    [InlineData("""{"routes":[{"name":{"zh":"x","en":"x"},"lines":[[[31.3,120.6],[31.4,120.6]]]}]}""", "routes[0].lines[0]")]
    [InlineData("""{"routes":[{"name":{"zh":"x","en":"x"},"grade":9,"roads":["JH-11"]}]}""", "routes[0].grade")]
    [InlineData("""{"routes":[null]}""", "routes[0]")]
    [InlineData("""{"areas":[{"name":{"zh":"x","en":"x"},"points":[[120.6,31.3],[120.7,31.3]]}]}""", "areas[0].points")]
    [InlineData("""{"stops":[{"name":{"zh":"x","en":"x"},"lon":0,"lat":0}]}""", "stops[0].lon")]
    [InlineData("""{"stops":[{"name":{"zh":"x","en":"x"},"lon":120.6,"lat":31.3,"bins":["A"," a "]}]}""", "'A'")]
    [InlineData("""{"id":"Not An Id"}""", "id")]
    [InlineData("""{"id":"sweep-centre"}""", "taken")]
    public async Task A_plan_that_cannot_be_is_refused_with_what_to_change(string wrong, string told)
    {
        using var admin = await hub.SignInAsync("admin");
        admin.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");

        using var answer = await admin.Http.PostAsJsonAsync(
            $"/api/v1{Path}", Plan([.. JsonNode.Parse(wrong)!.AsObject().Select(p => (p.Key, p.Value?.DeepClone()))]));

        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.True((int)answer.StatusCode is 422 or 409, $"{answer.StatusCode}: {problem}");
        Assert.Contains(told, (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_who_change_a_plan_the_second_is_told()
    {
        using var dispatcher = await hub.SignInAsync("dispatcher");
        var made = await dispatcher.PostAsync(Path, Plan(), HttpStatusCode.Created);
        var (path, first) = ($"{Path}/{made["id"]}", Plan(("version", 1), ("passes", 2)));

        var changed = await dispatcher.SendAsync(HttpMethod.Put, path, JsonContent.Create(first));
        var stale = await dispatcher.SendAsync(HttpMethod.Put, path, JsonContent.Create(first), HttpStatusCode.Conflict);

        Assert.Equal((2, 2L), ((int)changed["passes"]!, (long)changed["version"]!));
        Assert.Equal("plan_changed", (string?)stale["code"]);
        await DeleteAsync(dispatcher, made);
    }

    [Fact]
    public async Task Leaders_and_departments_look_and_change_nothing_and_collectors_do_not_look()
    {
        foreach (var role in (string[])["leader", "department", "evaluator"])
        {
            using var reader = await hub.SignInAsync(role);
            Assert.Contains((await reader.GetAsync(Path))["items"]!.AsArray(), p => (string?)p!["id"] == "sweep-centre");
            await reader.PostAsync(Path, Plan(), HttpStatusCode.Forbidden);
        }

        using var collector = await hub.SignInAsync("collector");
        await collector.GetAsync(Path, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_plans_of_the_sample_city_are_there_after_the_first_start()
    {
        using var leader = await hub.SignInAsync("leader");
        var plans = (await leader.GetAsync(Path))["items"]!.AsArray();
        var sweep = plans.Single(p => (string?)p!["id"] == "sweep-centre")!;
        var collect = plans.Single(p => (string?)p!["id"] == "collect-centre")!;
        Assert.Equal((4, 1884), ((int)sweep["routes"]!, (int)Math.Round((double)sweep["lengthM"]!)));
        Assert.Equal((5, 9), ((int)collect["stops"]!, (int)collect["bins"]!));
    }

    [Fact]
    public async Task GeoJson_becomes_routes_areas_and_stops()
    {
        using var dispatcher = await hub.SignInAsync("dispatcher");
        var parts = await dispatcher.SendAsync(HttpMethod.Post, "/sanitation/geojson", Json("""
            {"type":"FeatureCollection","features":[
              {"type":"Feature","properties":{"name_zh":"一路","grade":2},"geometry":{"type":"LineString","coordinates":[[120.6,31.3],[120.61,31.3]]}},
              {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[120.6,31.3],[120.61,31.3],[120.61,31.31],[120.6,31.3]]]}},
              {"type":"Feature","properties":{"name":"Gate","owner":"ACME","bins":"a1; b2"},"geometry":{"type":"Point","coordinates":[120.6,31.3]}},
              {"type":"Feature","properties":{},"geometry":null}]}
            """));
        Assert.Equal(("一路", 2), ((string?)parts["routes"]![0]!["name"]!["en"], (int)parts["routes"]![0]!["grade"]!));
        Assert.Equal("第 2 条", (string?)parts["areas"]![0]!["name"]!["zh"]);
        Assert.Equal(["A1", "B2"], parts["stops"]![0]!["bins"]!.AsArray().Select(b => (string?)b));
        Assert.Equal(1, (int)parts["skipped"]!);
    }

    [Theory]
    [InlineData("nonsense", HttpStatusCode.BadRequest)]
    [InlineData("[1,2]", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"features":[{"geometry":{"type":"LineString","coordinates":[["a","b"]]}}]}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"features":[{"geometry":{"type":"Point"}}]}""", HttpStatusCode.UnprocessableEntity)]
    public async Task A_file_that_is_no_GeoJson_is_refused(string file, HttpStatusCode expected)
    {
        using var dispatcher = await hub.SignInAsync("dispatcher");
        await dispatcher.SendAsync(HttpMethod.Post, "/sanitation/geojson", Json(file), expected);
    }

    [Theory]
    [InlineData("/sanitation/report?date=yesterday", "yyyy-MM-dd")]
    [InlineData("/sanitation/report?date=2199-01-01", "2199-01-01")]
    [InlineData("/sanitation/report?format=pdf", "xlsx")]
    [InlineData("/sanitation/bins?from=2026-01-01&to=2026-03-01", "30")]
    [InlineData("/sanitation/bins?from=2026-01-01", "to")]
    public async Task An_address_that_cannot_be_is_refused_with_what_to_change(string address, string told)
    {
        using var leader = await hub.SignInAsync("leader");
        Assert.Contains(told, (string)(await leader.GetAsync(address, HttpStatusCode.UnprocessableEntity))["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bin_that_a_truck_tells_of_over_MQTT_is_listed_with_its_weight()
    {
        await using (var truck = new MqttClient(
            new MqttClientOptions { Host = "127.0.0.1", Port = hub.Options.MqttPort, ClientId = "veh-03-bins", UserName = "veh-03", Password = hub.TokenOf("veh-03") },
            TimeProvider.System, NullLogger<MqttClient>.Instance))
        {
            truck.Start();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            await truck.WaitConnectedAsync(patience.Token);
            await truck.PublishAsync(
                DeviceTopic.Event("veh-03"), Encoding.UTF8.GetBytes("""{"type":"bin","data":{"tag":"rest-test-1","weightKg":218.5}}"""), MqttQos.AtLeastOnce, false, patience.Token);
        }

        using var leader = await hub.SignInAsync("leader");
        var today = DateTimeOffset.FromUnixTimeMilliseconds(HubUnderTest.Now).ToOffset(TimeSpan.FromHours(8));
        string Day(int days) => today.AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var bins = await leader.GetAsync($"/sanitation/bins?from={Day(-1)}&to={Day(1)}");

        var bin = bins["totals"]!["byBin"]!.AsArray().Single(b => (string?)b!["tag"] == "REST-TEST-1")!;
        Assert.Equal((218.5, (string?)null), ((double)bin["sum"]!["weightKg"]!, (string?)bin["plan"]?["key"]));
        Assert.Contains(bins["latest"]!.AsArray(), r => (string?)r!["vehicle"]!["key"] == "veh-03");
    }

    [Fact]
    public async Task The_report_is_a_file_for_spreadsheets_in_the_readers_language()
    {
        using var leader = await hub.SignInAsync("leader");
        leader.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("zh-CN");

        using var csv = await leader.Http.GetAsync("/api/v1/sanitation/report?format=csv");
        using var xlsx = await leader.Http.GetAsync("/api/v1/sanitation/report?format=xlsx");

        Assert.Equal("text/csv", csv.Content.Headers.ContentType!.MediaType);
        Assert.Contains("中心片区机扫", await csv.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("PK", Encoding.ASCII.GetString((await xlsx.Content.ReadAsByteArrayAsync()).AsSpan(0, 2)));
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static async Task DeleteAsync(HubClient client, JsonNode plan) => Assert.Equal(
        HttpStatusCode.NoContent, (await client.Http.DeleteAsync(new Uri($"/api/v1{Path}/{plan["id"]}", UriKind.Relative))).StatusCode);
}
