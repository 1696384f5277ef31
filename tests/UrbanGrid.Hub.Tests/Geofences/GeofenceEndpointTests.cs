using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Geofences;

/// <summary>Areas over REST: who may draw them, what is kept, what is refused.</summary>
[Collection(nameof(OneHub))]
public sealed class GeofenceEndpointTests(HubUnderTest hub)
{
    private const string Yard = """
        {"name":{"zh":"工地","en":"Yard"},"kind":"loading_site","shape":{"type":"polygon","points":[[120.7,31.4],[120.701,31.4],[120.701,31.401]]},
        "vehicles":{"kinds":["muck"],"departments":[],"ids":[]},"hours":[{"days":[1,2,3,4,5],"from":"19:00","to":"05:00"}],
        "enterDwellS":20,"leaveDwellS":30,"tell":{"enter":true,"leave":true,"cross":false},"enabled":true}
        """;

    [Fact]
    public async Task The_sample_city_comes_with_a_depot_a_loading_site_a_dump_site_a_forbidden_area_and_a_route()
    {
        using var leader = await hub.SignInAsync("leader");

        var kinds = (await leader.GetAsync("/geofences"))["items"]!.AsArray().Select(g => (string)g!["kind"]!).ToHashSet();

        Assert.Superset(new HashSet<string> { "depot", "loading_site", "dump_site", "forbidden", "route" }, kinds);
    }

    [Theory]
    [InlineData("dispatcher")]
    [InlineData("admin")]
    public async Task Whoever_may_draw_them_makes_changes_and_deletes_an_area(string role)
    {
        using var editor = await hub.SignInAsync(role);
        var made = await editor.PostAsync("/geofences", JsonNode.Parse(Yard), HttpStatusCode.Created);
        var id = (string)made["id"]!;
        Assert.Equal((1, 20.0, "19:00"), ((int)made["version"]!, (double)made["enterDwellS"]!, (string)made["hours"]![0]!["from"]!));

        made["name"]!["en"] = "Yard 2";
        var changed = await editor.SendAsync(HttpMethod.Put, $"/geofences/{id}", JsonContent.Create(made));
        Assert.Equal(("Yard 2", 2), ((string)changed["name"]!["en"]!, (int)changed["version"]!));
        Assert.Equal(changed.ToJsonString(), (await editor.GetAsync($"/geofences/{id}")).ToJsonString());

        Assert.Equal(HttpStatusCode.NoContent, (await editor.Http.DeleteAsync($"/api/v1/geofences/{id}")).StatusCode);
        await editor.GetAsync($"/geofences/{id}", HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.NotFound, (await editor.Http.DeleteAsync($"/api/v1/geofences/{id}")).StatusCode);
    }

    [Theory]
    [InlineData("leader")]
    [InlineData("acceptor")]
    [InlineData("department")]
    public async Task Others_may_look_and_not_draw(string role)
    {
        using var reader = await hub.SignInAsync(role);

        await reader.GetAsync("/geofences/depot-01");
        Assert.Equal("wrong_role", (string?)(await reader.PostAsync("/geofences", JsonNode.Parse(Yard), HttpStatusCode.Forbidden))["code"]);
        await reader.SendAsync(HttpMethod.Put, "/geofences/depot-01", JsonContent.Create(JsonNode.Parse(Yard)), HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.Http.DeleteAsync("/api/v1/geofences/depot-01")).StatusCode);
    }

    [Fact]
    public async Task A_change_of_what_somebody_else_changed_is_refused_and_one_that_names_no_version_is_made()
    {
        using var editor = await hub.SignInAsync("dispatcher");
        var made = await editor.PostAsync("/geofences", JsonNode.Parse(Yard), HttpStatusCode.Created);
        var path = $"/geofences/{(string)made["id"]!}";
        await editor.SendAsync(HttpMethod.Put, path, JsonContent.Create(made));

        var late = await editor.SendAsync(HttpMethod.Put, path, JsonContent.Create(made), HttpStatusCode.Conflict);
        Assert.Equal("geofence_changed", (string?)late["code"]);
        Assert.Equal(3, (int)(await editor.SendAsync(HttpMethod.Put, path, JsonContent.Create(JsonNode.Parse(Yard))))["version"]!);
        await editor.Http.DeleteAsync($"/api/v1{path}");
    }

    [Theory]
    [InlineData("""{"name":{"zh":"","en":"Yard"}}""", "name")]
    [InlineData("""{"kind":"moon"}""", "kind")]
    [InlineData("""{"kind":null}""", "kind")]
    [InlineData("""{"shape":null}""", "shape.type")]
    [InlineData("""{"shape":{"type":"polygon","points":[[120.7,31.4],[120.701,31.4]]}}""", "shape.points")]
    [InlineData("""{"shape":{"type":"polygon","points":[[0,0],[1,1],[1,0],[0,1]]}}""", "shape.points")]
    [InlineData("""{"shape":{"type":"circle","centre":[120.7,31.4],"radiusM":0}}""", "shape.radiusM")]
    [InlineData("""{"shape":{"type":"corridor","points":[[120.7,31.4],[120.71,31.4]]}}""", "shape.widthM")]
    [InlineData("""{"hours":[{"from":"25:00","to":"19:00"}]}""", "hours")]
    [InlineData("""{"enterDwellS":-1}""", "enterDwellS")]
    public async Task What_cannot_be_is_refused_with_what_to_change_and_nothing_is_kept(string spoilt, string about)
    {
        using var editor = await hub.SignInAsync("dispatcher");
        var before = (await editor.GetAsync("/geofences?limit=200"))["items"]!.AsArray().Count;
        var body = JsonNode.Parse(Yard)!.AsObject();
        foreach (var (key, value) in JsonNode.Parse(spoilt)!.AsObject())
        {
            body[key] = value?.DeepClone();
        }

        var problem = await editor.PostAsync("/geofences", body, HttpStatusCode.UnprocessableEntity);

        Assert.Equal("invalid_input", (string?)problem["code"]);
        Assert.StartsWith(about, (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Equal(before, (await editor.GetAsync("/geofences?limit=200"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_body_that_is_no_area_is_refused()
    {
        using var editor = await hub.SignInAsync("dispatcher");

        Assert.Equal("bad_request", (string?)(await editor.PostAsync("/geofences", JsonNode.Parse("""{"shape":7}"""), HttpStatusCode.BadRequest))["code"]);
    }

    [Fact]
    public async Task An_id_that_is_taken_is_refused()
    {
        using var editor = await hub.SignInAsync("dispatcher");
        var body = JsonNode.Parse(Yard)!;
        body["id"] = "depot-01";

        Assert.StartsWith("id", (string?)(await editor.PostAsync("/geofences", body, HttpStatusCode.UnprocessableEntity))["detail"], StringComparison.Ordinal);
    }
}
