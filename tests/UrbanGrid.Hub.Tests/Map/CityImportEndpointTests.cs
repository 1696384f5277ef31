using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Map;

/// <summary>A hub of its own, for its city is changed.</summary>
public sealed class CityImportEndpointTests : IAsyncLifetime
{
    private const string Header = "code,kind,name_zh,name_en,lat,lon\n";
    private readonly HubUnderTest _hub = new();

    public Task InitializeAsync() => _hub.InitializeAsync();

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_file_is_tried_then_taken_over_and_found_by_its_names()
    {
        using var admin = await _hub.SignInAsync("admin");
        using var collector = await _hub.SignInAsync("collector");
        var table = Header + "x1,poi,听雨轩茶馆,Tingyu Tea House,31.3003,120.5992\n";

        var tried = await admin.SendAsync(HttpMethod.Post, "/city/import?dryRun=true", Form(("places.csv", table)));
        Assert.Equal((false, 0, 1), ((bool)tried["imported"]!, (int)tried["errorCount"]!, (int)tried["size"]!["places"]!));
        Assert.Empty((await collector.GetAsync("/geocode?q=Tingyu"))["items"]!.AsArray());

        var taken = await admin.SendAsync(HttpMethod.Post, "/city/import", Form(("places.csv", table)));
        Assert.True((bool)taken["imported"]!);
        Assert.Equal("x1", (string?)(await collector.GetAsync("/geocode?q=Tingyu"))["items"]![0]!["code"]);
        Assert.Equal(28, (await collector.GetAsync("/map/grids.geojson"))["features"]!.AsArray().Count);
    }

    [Fact]
    public async Task Grids_that_overlap_are_refused_with_place_and_square_metres_and_nothing_changes()
    {
        using var admin = await _hub.SignInAsync("admin");
        var before = await admin.Http.GetStringAsync("/api/v1/map/grids.geojson");
        var grids = JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathOf("deploy", "sample-city", "grids.geojson")))!;
        foreach (var position in grids["features"]![0]!["geometry"]!["coordinates"]![0]!.AsArray())
        {
            position![0] = (double)position[0]! + 0.0002;
        }

        var refused = await admin.SendAsync(
            HttpMethod.Post, "/city/import", Form(("grids.geojson", grids.ToJsonString())), HttpStatusCode.UnprocessableEntity);

        Assert.Equal("city_refused", (string?)refused["code"]);
        var fault = refused["report"]!["errors"]!.AsArray().First(e => (string?)e!["kind"] == "overlap")!;
        Assert.True((double)fault["areaM2"]! > 1_000);
        Assert.InRange((double)fault["at"]!["lon"]!, 120.59, 120.61);
        Assert.NotEqual((string?)fault["message"]!["zh"], (string?)fault["message"]!["en"]);
        Assert.Equal(before, await admin.Http.GetStringAsync("/api/v1/map/grids.geojson"));
    }

    [Fact]
    public async Task What_is_given_back_can_be_given_in_again()
    {
        using var admin = await _hub.SignInAsync("admin");
        var names = (await admin.GetAsync("/city/files")).AsArray().Select(n => (string)n!).ToList();
        var files = await Task.WhenAll(names.Select(async n => (n, await admin.Http.GetStringAsync($"/api/v1/city/files/{n}"))));

        var report = await admin.SendAsync(HttpMethod.Post, "/city/import", Form(files));

        Assert.Equal((true, 0), ((bool)report["imported"]!, (int)report["warningCount"]!));
        await admin.GetAsync("/city/files/passwords.csv", HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("../evil.csv", "not_a_city_file")]
    [InlineData("", "missing_value")]
    public async Task A_file_that_is_none_of_a_citys_is_told_the_names(string name, string code)
    {
        using var admin = await _hub.SignInAsync("admin");
        using var form = name.Length > 0 ? Form((name, "x")) : new MultipartFormDataContent { { new StringContent("x"), "note" } };

        var refused = await admin.SendAsync(HttpMethod.Post, "/city/import", form, HttpStatusCode.UnprocessableEntity);

        Assert.Equal(code, (string?)refused["code"]);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_hub.Options.PathOf("city-imports")));
    }

    [Fact]
    public async Task Only_an_administrator_imports()
    {
        using var leader = await _hub.SignInAsync("leader");

        await leader.SendAsync(HttpMethod.Post, "/city/import", Form(("places.csv", Header)), HttpStatusCode.Forbidden);
        await leader.GetAsync("/city/files/places.csv", HttpStatusCode.Forbidden);
    }

    private static MultipartFormDataContent Form(params (string Name, string Text)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, text) in files)
        {
            form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", name);
        }

        return form;
    }
}
