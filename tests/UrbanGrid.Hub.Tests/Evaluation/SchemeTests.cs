using System.Net;
using System.Net.Http.Json;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Evaluation;

[Collection(nameof(OneHub))]
public sealed class SchemeTests(HubUnderTest hub)
{
    private const string Path = "/evaluation/schemes";

    private static object InTimeOnly(string name, double weight = 100) => new
    {
        kind = "departments", name = new { zh = name, en = name }, parts = new[] { new { key = "in_time_rate", weight, kind = "rate" } },
    };

    [Fact]
    public async Task An_evaluator_makes_changes_and_deletes_a_scheme_and_it_is_told_who_did()
    {
        using var evaluator = await hub.SignInAsync("evaluator");
        var made = await evaluator.PostAsync(Path, InTimeOnly("甲"), HttpStatusCode.Created);
        var id = (string)made["id"]!;

        var changed = await evaluator.SendAsync(HttpMethod.Put, $"{Path}/{id}", JsonContent.Create(new
        {
            name = new { zh = "乙", en = "B" }, version = (long)made["version"]!,
            parts = new[] { new { key = "closing_rate", weight = 100, kind = "rate" } },
        }));
        var stale = await evaluator.SendAsync(HttpMethod.Put, $"{Path}/{id}", JsonContent.Create(InTimeOnly("丙")), HttpStatusCode.Conflict);
        var gone = await evaluator.Http.DeleteAsync(new Uri($"/api/v1{Path}/{id}", UriKind.Relative));

        Assert.Equal(("乙", 2L), ((string?)changed["name"]!["zh"], (long)changed["version"]!));
        Assert.Equal("scheme_changed", (string?)stale["code"]);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        var changes = (await evaluator.GetAsync($"{Path}/changes")).AsArray().Where(c => (string?)c!["scheme"] == id).Select(c => (string?)c!["change"]);
        Assert.Equal(["deleted", "changed", "created"], changes);
    }

    [Fact]
    public async Task Weights_that_do_not_make_100_are_refused()
    {
        using var admin = await hub.SignInAsync("admin");
        var problem = await admin.PostAsync(Path, InTimeOnly("半", 50), HttpStatusCode.UnprocessableEntity);
        Assert.Contains("50 %", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_sees_schemes_and_changes_none()
    {
        using var leader = await hub.SignInAsync("leader");

        var kinds = (await leader.GetAsync(Path)).AsArray();

        Assert.Equal(
            ["departments", "regions", "collectors", "acceptors", "shift-leaders", "dispatchers"], kinds.Select(k => (string?)k!["kind"]!["key"]));
        Assert.All(kinds, k => Assert.True((bool)k!["schemes"]![0]!["isStandard"]!));
        await leader.PostAsync(Path, InTimeOnly("丁"), HttpStatusCode.Forbidden);
        await leader.PostAsync($"{Path}/standard-departments/use", null, HttpStatusCode.Forbidden);
    }
}
