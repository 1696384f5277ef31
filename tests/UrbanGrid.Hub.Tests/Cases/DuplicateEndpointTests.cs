using System.Net;
using System.Net.Http.Headers;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Cases;

/// <summary>Open cases that may tell of the same, over REST; each test has a corner of its own.</summary>
[Collection(nameof(OneHub))]
public sealed class DuplicateEndpointTests(HubUnderTest hub)
{
    [Fact]
    public async Task Before_a_report_is_sent_what_is_known_there_is_told_and_the_reporter_joins_it()
    {
        using var collector = await hub.SignInAsync("collector");
        var number = await ReportAsync(collector, 31.3031);
        var known = Assert.Single((await collector.GetAsync("/cases/duplicates?category=event/0698&lat=31.30325&lon=120.6031"))["items"]!.AsArray())!;
        Assert.Equal((number, "李巡"), ((string?)known["number"], (string?)known["reporter"]!["zh"]));
        Assert.InRange((double)known["distanceM"]!, 10, 20);

        using var form = new MultipartFormDataContent { { new StringContent("我也看到了"), "description" }, { Picture(), "report", "seen.jpg" } };
        var joined = await collector.SendAsync(HttpMethod.Post, $"/cases/{number}/repeats", form);

        Assert.Equal(("reported", 1, 1), ((string?)joined["state"]!["key"], (int)joined["repeatCount"]!, (int)joined["standing"]!["repeats"]!));
        Assert.Contains(joined["evidence"]!.AsArray(), e => (string?)e!["stage"] == "report");
        Assert.Equal(("repeat", "我也看到了"), ((string?)joined["log"]!.AsArray()[^1]!["action"]!["key"], (string?)joined["log"]!.AsArray()[^1]!["opinion"]));
    }

    [Fact]
    public async Task A_case_shows_what_may_be_the_same_and_one_step_merges_them()
    {
        using var collector = await hub.SignInAsync("collector");
        var first = await ReportAsync(collector, 31.3041);
        var second = await ReportAsync(collector, 31.3042);
        using var acceptor = await hub.SignInAsync("acceptor");
        var known = Assert.Single((await acceptor.GetAsync($"/cases/{second}/duplicates"))["items"]!.AsArray())!;
        Assert.Equal(first, (string?)known["number"]);

        await acceptor.PostAsync($"/cases/{second}/actions/merge", new { duplicateOf = first }, ifMatch: 1);

        Assert.Equal(1, (int)(await acceptor.GetAsync($"/cases/{first}"))["repeatCount"]!);
        Assert.Empty((await acceptor.GetAsync($"/cases/{second}/duplicates"))["items"]!.AsArray());
    }

    [Fact]
    public async Task Whoever_does_not_report_joins_nothing_and_bad_input_is_told()
    {
        using var collector = await hub.SignInAsync("collector");
        var number = await ReportAsync(collector, 31.3051);
        using var dispatcher = await hub.SignInAsync("dispatcher");
        await dispatcher.PostAsync($"/cases/{number}/repeats", new { description = "x" }, HttpStatusCode.Forbidden);
        Assert.Equal("invalid_value", (string?)(await collector.PostAsync($"/cases/{number}/repeats", new { description = " " }, HttpStatusCode.UnprocessableEntity))["code"]);
        await collector.PostAsync("/cases/E0000000000000000/repeats", new { description = "x" }, HttpStatusCode.NotFound);
        await collector.GetAsync("/cases/E0000000000000000/duplicates", HttpStatusCode.NotFound);
        Assert.Equal("missing_value", (string?)(await collector.GetAsync("/cases/duplicates?lat=31&lon=120", HttpStatusCode.UnprocessableEntity))["code"]);
        Assert.Equal("invalid_value", (string?)(await collector.GetAsync("/cases/duplicates?category=moon&lat=31&lon=120", HttpStatusCode.UnprocessableEntity))["code"]);
        await collector.GetAsync("/cases/duplicates?category=event/0698&lat=131&lon=120", HttpStatusCode.UnprocessableEntity);
    }

    private static async Task<string> ReportAsync(HubClient collector, double lat) =>
        (string)(await collector.PostAsync("/cases", new { category = "event/0698", lat, lon = 120.6031, description = "路口情况" }))["number"]!;

    private static ByteArrayContent Picture()
    {
        var content = new ByteArrayContent(Jpegs.Grey(8, 3));
        content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        return content;
    }
}
