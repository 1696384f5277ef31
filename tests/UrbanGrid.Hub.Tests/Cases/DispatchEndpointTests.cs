using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using UrbanGrid.Casework.Law;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Cases;

/// <summary>Matrix, automatic dispatch, rulings and collectors over REST, by users of the right roles and of the wrong ones.</summary>
[Collection(nameof(OneHub))]
public sealed class DispatchEndpointTests(HubUnderTest hub) : IDisposable
{
    private readonly LawWalk _walk = new(hub);

    [Fact]
    public async Task An_administrator_adds_changes_and_removes_a_row_of_the_matrix_and_a_dispatcher_reads_it()
    {
        var admin = await _walk.AsAsync("admin");
        var dispatcher = await _walk.AsAsync("dispatcher");
        var row = new { category = "event/0117", area = "320599001", department = "sanitation", basis = new { zh = "试点", en = "A trial" } };
        await dispatcher.PostAsync("/dispatch/matrix", row, HttpStatusCode.Forbidden);
        var added = await admin.PostAsync("/dispatch/matrix", row, HttpStatusCode.Created);
        Assert.Equal(("绿地脏乱", "sanitation", false), ((string?)added["categoryName"]!["zh"], (string?)added["department"]!["key"], (bool)added["isDefault"]!));
        Assert.Equal("invalid_input", (string?)(await admin.PostAsync("/dispatch/matrix", row, HttpStatusCode.UnprocessableEntity))["code"]);
        Assert.Contains((await dispatcher.GetAsync("/dispatch/matrix")).AsArray(), r => (long)r!["id"]! == (long)added["id"]!);

        var path = $"/dispatch/matrix/{added["id"]}";
        var changed = await admin.SendAsync(HttpMethod.Put, path, JsonContent.Create(row with { department = "municipal" }));
        Assert.Equal("municipal", (string?)changed["department"]!["key"]);
        await dispatcher.SendAsync(HttpMethod.Delete, path, JsonContent.Create(new { }), HttpStatusCode.Forbidden);
        await admin.SendAsync(HttpMethod.Delete, path, JsonContent.Create(new { }), HttpStatusCode.NoContent);
        await admin.SendAsync(HttpMethod.Put, path, JsonContent.Create(row), HttpStatusCode.NotFound);
        await (await _walk.AsAsync("collector")).GetAsync("/dispatch/matrix", HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_class_that_is_chosen_is_dispatched_when_it_is_filed()
    {
        var admin = await _walk.AsAsync("admin");
        await (await _walk.AsAsync("dispatcher")).PostAsync("/dispatch/automatic", new { category = "event/0117", area = "*" }, HttpStatusCode.Forbidden);
        var rule = await admin.PostAsync("/dispatch/automatic", new { category = "event/0117", area = "320599" }, HttpStatusCode.Created);
        try
        {
            var collector = await _walk.AsAsync("collector");
            var one = await collector.PostAsync("/cases", new { category = "event/0117", lat = 31.3001, lon = 120.6001, description = "绿地有垃圾" });
            one = await _walk.TakeAsync(await _walk.TakeAsync(one, new("acceptor", "accept")), new("shift_leader", "file"));
            Assert.Equal(("pending_handling", "parks"), ((string?)one["state"]!["key"], (string?)one["department"]!["key"]));
            Assert.Equal("system", (string?)one["log"]!.AsArray()[^1]!["role"]!["key"]);
        }
        finally
        {
            await admin.SendAsync(HttpMethod.Delete, $"/dispatch/automatic/{rule["id"]}", JsonContent.Create(new { }), HttpStatusCode.NoContent);
        }

        Assert.DoesNotContain((await admin.GetAsync("/dispatch/automatic")).AsArray(), r => (long)r!["id"]! == (long)rule["id"]!);
    }

    [Fact]
    public async Task A_ruling_comes_back_as_a_suggestion_until_a_dispatcher_ends_it()
    {
        var disputed = await _walk.ToAsync(CaseStates.Disputed);
        var number = (string)(await _walk.TakeAsync(disputed, new("leader", "rule")))["number"]!;
        var dispatcher = await _walk.AsAsync("dispatcher");
        var ruling = (await dispatcher.GetAsync("/dispatch/rulings?limit=200"))["items"]!.AsArray().First(r => (string?)r!["caseNumber"] == number)!;
        Assert.Equal((LawWalk.Main, "权责清单"), ((string?)ruling["department"]!["key"], (string?)ruling["basis"]));
        var suggested = await SuggestionAsync();
        Assert.Equal("ruling", (string?)suggested["basis"]);
        Assert.Equal(number, (string?)suggested["caseNumber"]);

        var end = $"/dispatch/rulings/{ruling["id"]}/end";
        await (await _walk.AsAsync("leader")).PostAsync(end, new { reason = "x" }, HttpStatusCode.Forbidden);
        await dispatcher.PostAsync(end, new { reason = "" }, HttpStatusCode.UnprocessableEntity);
        var ended = await dispatcher.PostAsync(end, new { reason = "道路移交" });
        Assert.NotNull(ended["endedAt"]);
        await dispatcher.PostAsync("/dispatch/rulings/99999/end", new { reason = "x" }, HttpStatusCode.NotFound);
        Assert.NotEqual(number, (string?)(await SuggestionAsync())["caseNumber"]);
    }

    [Fact]
    public async Task A_task_is_offered_to_whoever_watches_the_grid_and_then_to_the_nearest()
    {
        var one = await _walk.ToAsync(CaseStates.Reported);
        var admin = await _walk.AsAsync("admin");
        var grid = (string)one["responsibilityGrid"]!["key"]!;
        var second = await hub.SignInAsync("collector", "collector2");
        await second.PostAsync("/me/position", new { lat = (double)one["lat"]!, lon = (double)one["lon"]! }, HttpStatusCode.NoContent);
        var soon = await second.PostAsync("/me/position", new { lat = 31.3, lon = 120.6 }, HttpStatusCode.TooManyRequests);
        Assert.Equal("too_many_positions", (string?)soon["code"]);
        await second.PostAsync("/me/position", new { lat = 131.3, lon = 120.6 }, HttpStatusCode.UnprocessableEntity);
        await admin.PostAsync("/me/position", new { lat = 31.3, lon = 120.6 }, HttpStatusCode.Forbidden);

        var first = (await CollectorsAsync(one))[0]!;
        Assert.Equal(("collector2", 0.0, false), ((string?)first["key"], (double)first["distanceM"]!, (bool)first["ownGrid"]!));

        await second.SendAsync(HttpMethod.Put, "/dispatch/collectors/collector1", JsonContent.Create(new { grids = new[] { grid } }), HttpStatusCode.Forbidden);
        await admin.SendAsync(HttpMethod.Put, "/dispatch/collectors/collector1", JsonContent.Create(new { grids = new[] { grid } }));
        first = (await CollectorsAsync(one))[0]!;
        Assert.Equal(("collector1", true), ((string?)first["key"], (bool)first["ownGrid"]!));
        await admin.SendAsync(HttpMethod.Put, "/dispatch/collectors/collector1", JsonContent.Create(new { grids = new[] { "moon" } }), HttpStatusCode.UnprocessableEntity);
        await admin.SendAsync(HttpMethod.Put, "/dispatch/collectors/handler1", JsonContent.Create(new { grids = new[] { grid } }), HttpStatusCode.NotFound);
        await admin.SendAsync(HttpMethod.Put, "/dispatch/collectors/collector1", JsonContent.Create(new { grids = Array.Empty<string>() }));
    }

    public void Dispose() => _walk.Dispose();

    private async Task<JsonArray> CollectorsAsync(JsonNode one) =>
        (await (await _walk.AsAsync("acceptor")).GetAsync($"/cases/{one["number"]}/candidates"))["collectors"]!.AsArray();

    private async Task<JsonNode> SuggestionAsync()
    {
        var one = await _walk.ToAsync(CaseStates.PendingDispatch);
        var seen = await (await _walk.AsAsync("dispatcher")).GetAsync($"/cases/{one["number"]}");
        return seen["actions"]!.AsArray().Single(a => (string?)a!["key"] == "dispatch")!["suggestion"]!;
    }
}
