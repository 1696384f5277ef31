using System.Net;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Map;

[Collection(nameof(OneHub))]
public sealed class GeocodeEndpointTests(HubUnderTest hub)
{
    [Theory]
    [InlineData("锦河小学", "poi", "exact")]
    [InlineData("Jinhe Primary", "poi", "prefix")]
    [InlineData("人民路１２号", "address", "exact")]
    [InlineData("人民", "road", "bare")]
    [InlineData("人民路与锦河大道交叉口", "crossing", "exact")]
    [InlineData("西塘社区", "area", "exact")]
    [InlineData("3205990103000001", "component", "exact")]
    [InlineData("320599001001001", "unit_grid", "exact")]
    [InlineData("王山医院", "poi", "fuzzy")]
    public async Task A_text_finds_a_place_with_its_grid(string text, string kind, string match)
    {
        using var collector = await hub.SignInAsync("collector");

        var first = (await collector.GetAsync($"/geocode?q={Uri.EscapeDataString(text)}&limit=3"))["items"]![0]!;

        Assert.Equal((kind, match), ((string?)first["kind"], (string?)first["match"]));
        Assert.StartsWith("320599001", (string?)first["unitGrid"], StringComparison.Ordinal);
        Assert.NotNull(first["community"]!["name"]!["en"]);
    }

    [Fact]
    public async Task A_component_without_a_name_is_called_by_its_class()
    {
        using var collector = await hub.SignInAsync("collector");

        var first = (await collector.GetAsync("/geocode?q=3205990103000001"))["items"]![0]!;

        Assert.Contains("井盖", (string?)first["name"]!["zh"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_found_place_leads_back_to_itself()
    {
        using var collector = await hub.SignInAsync("collector");
        var place = (await collector.GetAsync($"/geocode?q={Uri.EscapeDataString("望山医院")}"))["items"]![0]!;

        var point = await collector.GetAsync($"/geocode/reverse?lat={place["lat"]}&lon={place["lon"]}");

        Assert.Equal((string?)place["code"], (string?)point["places"]![0]!["code"]);
        Assert.Equal((string?)place["unitGrid"], (string?)point["unitGrid"]);
        Assert.Equal(("320599001", "320599"), ((string?)point["subDistrict"]!["key"], (string?)point["district"]!["key"]));
        Assert.Contains("附近", (string?)point["address"]!["zh"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_point_outside_the_city_is_nowhere()
    {
        using var collector = await hub.SignInAsync("collector");

        var point = await collector.GetAsync("/geocode/reverse?lat=10&lon=10");

        Assert.Null(point["unitGrid"]);
        Assert.Empty(point["places"]!.AsArray());
    }

    [Theory]
    [InlineData("/geocode")]
    [InlineData("/geocode?q=x&near=here")]
    [InlineData("/geocode?q=x&limit=0")]
    [InlineData("/geocode/reverse?lat=91&lon=0")]
    [InlineData("/geocode/reverse?lon=0")]
    public async Task A_question_that_cannot_be_read_is_told_what_is_missing(string path)
    {
        using var collector = await hub.SignInAsync("collector");

        Assert.NotNull((await collector.GetAsync(path, HttpStatusCode.UnprocessableEntity))["detail"]);
    }

    [Fact]
    public async Task Nobody_asks_without_signing_in()
    {
        using var nobody = HubClient.Anonymous(hub.Address);

        await nobody.GetAsync("/geocode?q=x", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_point_tells_which_departments_answer_for_what_there()
    {
        using var collector = await hub.SignInAsync("collector");

        var responsible = (await collector.GetAsync("/geocode/reverse?lat=31.3005&lon=120.6005"))["responsible"]!.AsArray();

        var sanitation = responsible.Single(r => (string?)r!["department"]!["key"] == "sanitation")!;
        Assert.Equal("市容环境类事件由环卫所负责", (string?)sanitation["for"]![0]!["zh"]);
        Assert.Empty((await collector.GetAsync("/geocode/reverse?lat=10&lon=10"))["responsible"]!.AsArray());
    }
}
