using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Monitoring;

[Collection(nameof(OneHub))]
public sealed class InterfaceTests(HubUnderTest hub)
{
    [Fact]
    public async Task The_description_lists_every_resource()
    {
        using var client = HubClient.Anonymous(hub.Address);
        var document = await client.ReadAsync(await client.Http.GetAsync("/openapi/v1.json"), HttpStatusCode.OK);
        var described = document["paths"]!.AsObject().Select(p => p.Key).ToHashSet();
        var served = hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(e => "/" + e.RoutePattern.RawText!.Trim('/').Replace(":long", "", StringComparison.Ordinal).Replace(":int", "", StringComparison.Ordinal))
            .Where(path => path.StartsWith(ApiServices.Prefix, StringComparison.Ordinal));
        Assert.Empty(served.Except(described));
    }

    [Fact]
    public async Task Metrics_count_what_was_received_and_stored()
    {
        using var client = HubClient.Anonymous(hub.Address);
        var text = await client.Http.GetStringAsync("/metrics");
        Assert.Contains("# TYPE mqtt_connections_total counter", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#'), line => Assert.Matches(@"^[a-z_][a-z0-9_]*(\{.*\})? \S+$", line));
    }

    [Fact]
    public async Task The_hub_says_that_it_is_ready_and_why()
    {
        using var client = HubClient.Anonymous(hub.Address);
        var ready = await client.ReadAsync(await client.Http.GetAsync("/healthz/ready"), HttpStatusCode.OK);
        Assert.Equal(["database", "telemetry", "telemetry_commit", "disk", "mirror"], ready["checks"]!.AsArray().Select(c => (string)c!["name"]!));
    }

    [Theory]
    [InlineData("roads", "class")]
    [InlineData("blocks", "kind")]
    [InlineData("grids", "responsibility")]
    [InlineData("responsibility-grids", "name_zh")]
    [InlineData("components", "category")]
    public async Task The_map_has_its_layers(string layer, string property)
    {
        using var leader = await hub.SignInAsync("leader");
        var features = (await leader.GetAsync($"/map/{layer}.geojson"))["features"]!.AsArray();
        Assert.All(features.Take(3), f => Assert.NotNull(f!["properties"]![property]));
        Assert.NotEmpty(features);
    }

    [Fact]
    public void Every_problem_says_it_in_both_languages() => Assert.All(ProblemText.Codes, code =>
    {
        var text = ProblemText.Of(code);
        Assert.InRange(text.Status, 400, 599);
        Assert.All([text.Title.Zh, text.Title.En, text.Detail.Zh, text.Detail.En], Assert.NotEmpty);
    });
}
