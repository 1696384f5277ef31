using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Ingest;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Cameras;

[Collection(nameof(CameraHub))]
public sealed class CoverEndpointTests(HubUnderTest hub)
{
    private const string Covers = "/cameras/cam-01/covers";

    [Fact]
    public async Task Covers_are_kept_and_come_back()
    {
        using var admin = await hub.SignInAsync("admin");
        await PutAsync(admin, "kept", 0.3);
        var kept = Assert.Single((await admin.GetAsync(Covers)).AsArray())!;
        Assert.Equal(("kept", 0.3, "3205990103000042"), ((string?)kept["name"], (double?)kept["box"]!["x"], (string?)kept["componentCode"]));
        Assert.Empty(kept["references"]!.AsArray());
    }

    [Theory]
    [InlineData("""[{"name":"kerb","box":{"x":0.9,"y":0.1,"width":0.2,"height":0.1}}]""", "kerb.box")]
    [InlineData("""[{"name":"kerb","box":{"x":0.1,"y":0.1,"width":0,"height":0.1}}]""", "kerb.box")]
    [InlineData("""[{"name":"kerb","box":{"x":0.1,"y":0.1,"width":0.1,"height":0.1},"componentCode":"77"}]""", "kerb.componentCode")]
    [InlineData("""[{"name":"","box":{"x":0.1,"y":0.1,"width":0.1,"height":0.1}}]""", "name")]
    [InlineData("[null]", "covers")]
    public async Task A_cover_no_detector_could_use_is_refused_with_what_is_wrong(string covers, string what)
    {
        using var admin = await hub.SignInAsync("admin");
        var problem = await admin.SendAsync(
            HttpMethod.Put, Covers, new StringContent(covers, Encoding.UTF8, "application/json"), HttpStatusCode.UnprocessableEntity);
        Assert.Contains($"“{what}”", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_current_picture_becomes_a_reference_that_lasts_while_the_cover_stays_where_it_is()
    {
        using var admin = await hub.SignInAsync("admin");
        await PutAsync(admin, "taught", 0.4);
        await ShowAsync();
        var taught = (await admin.PostAsync($"{Covers}/taught/reference"))[0]!;
        var address = (string)Assert.Single(taught["references"]!.AsArray())!;
        using var picture = await admin.Http.GetAsync(address);
        Assert.Equal("image/jpeg", picture.Content.Headers.ContentType!.MediaType);

        Assert.Single((await PutAsync(admin, "taught", 0.4))["references"]!.AsArray());
        Assert.Empty((await PutAsync(admin, "taught", 0.5))["references"]!.AsArray());
    }

    [Fact]
    public async Task A_reference_that_shows_the_wrong_thing_is_forgotten_with_its_picture()
    {
        using var admin = await hub.SignInAsync("admin");
        await PutAsync(admin, "mistaken", 0.2);
        await ShowAsync();
        var address = (string)(await admin.PostAsync($"{Covers}/mistaken/reference"))[0]!["references"]![0]!;
        var path = address["/api/v1".Length..];

        var left = await admin.SendAsync(HttpMethod.Delete, path, JsonContent.Create(new { }));

        Assert.Empty(left[0]!["references"]!.AsArray());
        await admin.GetAsync(path, HttpStatusCode.NotFound);
        await admin.SendAsync(HttpMethod.Delete, path, JsonContent.Create(new { }), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_reference_of_a_cover_that_is_not_there_is_refused()
    {
        using var admin = await hub.SignInAsync("admin");
        await ShowAsync();
        Assert.Equal("not_found", (string?)(await admin.PostAsync($"{Covers}/nowhere/reference", null, HttpStatusCode.NotFound))["code"]);
    }

    [Fact]
    public async Task Only_an_administrator_changes_covers()
    {
        using var handler = await hub.SignInAsync("handler");
        var problem = await handler.SendAsync(HttpMethod.Put, Covers, JsonContent.Create(Array.Empty<object>()), HttpStatusCode.Forbidden);
        Assert.Equal("wrong_role", (string?)problem["code"]);
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> PutAsync(HubClient admin, string name, double x)
    {
        var cover = new { name, box = new { x, y = 0.5, width = 0.1, height = 0.1 }, componentCode = "3205990103000042" };
        return (await admin.SendAsync(HttpMethod.Put, Covers, JsonContent.Create(new[] { cover })))[0]!;
    }

    private async Task ShowAsync()
    {
        var street = await File.ReadAllBytesAsync(Repository.PathOf("tests", "UrbanGrid.Hub.Tests", "Devices", "street.jpg"));
        var desk = hub.Services.GetRequiredService<CameraDesk>();
        await desk.FrameReceivedAsync(new CameraFrame("cam-01", HubUnderTest.Now, street), default);
        await Eventually.GetAsync(() => Task.FromResult(desk.FindView("cam-01")?.Last), "the picture");
    }
}
