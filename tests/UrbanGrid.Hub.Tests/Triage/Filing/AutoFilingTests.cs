using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Hub.Tests.Triage.Learning;

namespace UrbanGrid.Hub.Tests.Triage.Filing;

[Collection(nameof(LearningHub))]
public sealed class AutoFilingTests(HubUnderTest hub)
{
    private const string Rule = "occupancy";
    private const string Category = "event/0406";
    private double _x;

    [Fact]
    public async Task What_is_surely_right_is_filed_samples_go_to_operators_and_bad_samples_stop_it()
    {
        using var admin = await hub.SignInAsync("admin");
        using var acceptor = await hub.SignInAsync("acceptor");
        await hub.TeachAsync(Rule, Category, 400, i => i % 2 == 0);
        await admin.PostAsync("/triage/models/train");
        Assert.Equal("filing", await SetAsync(admin, enabled: true));

        // The first of the day is a sample, which an operator decides on; of those that follow every other one.
        var sample = await RaiseAsync(acceptor, solid: true);
        Assert.Equal("open", (string?)sample["state"]);

        // The next is filed, and the case's log says why.
        var filed = await UntilFiledAsync(acceptor);
        Assert.Equal(("系统", true), ((string?)filed["decision"]!["by"], (string?)filed["caseNumber"] is not null));
        var log = (await acceptor.GetAsync($"/cases/{(string)filed["caseNumber"]!}"))["log"]!.AsArray();
        var accepted = log.Single(e => (string?)e!["action"]!["key"] == "accept")!;
        Assert.Equal("system", (string?)accepted["role"]!["key"]);
        Assert.Contains("按策略自动立案", (string)accepted["opinion"]!, StringComparison.Ordinal);
        Assert.Contains("Filed by policy: probability ", (string)accepted["opinion"]!, StringComparison.Ordinal);

        // One that is not likely enough stays with the operators.
        Assert.Equal("open", (string?)(await RaiseAsync(acceptor, solid: false))["state"]);

        // Operators find the samples wrong: it switches itself off and tells so.
        await using var stream = await EventReader.OpenAsync(admin, null);
        var rejected = 0;
        await RejectAsync(acceptor, sample);
        for (rejected = 1; rejected < 5;)
        {
            var next = await RaiseAsync(acceptor, solid: true);
            if ((string?)next["state"] == "open")
            {
                await RejectAsync(acceptor, next);
                rejected++;
            }
        }

        var told = await stream.NextAsync("filing", data => (string?)data["category"]!["code"] == Category);
        Assert.Equal("suspended", (string?)told.Data["state"]);
        Assert.Contains("switched itself off", (string)told.Data["why"]!["en"]!, StringComparison.Ordinal);
        Assert.Equal("open", (string?)(await RaiseAsync(acceptor, solid: true))["state"]);
        Assert.Equal("open", (string?)(await RaiseAsync(acceptor, solid: true))["state"]);
    }

    [Theory]
    [InlineData("event/9999", 0.95, 100, 20)]
    [InlineData(Category, 0.3, 100, 20)]
    [InlineData(Category, 1.0, 100, 20)]
    [InlineData(Category, 0.95, 10, 20)]
    [InlineData(Category, 0.95, 100, 1)]
    public async Task A_policy_that_could_not_be_measured_is_refused(string category, double precision, int verdicts, int sample)
    {
        using var admin = await hub.SignInAsync("admin");
        var refused = await admin.SendAsync(
            HttpMethod.Put, "/triage/policies",
            JsonContent.Create(new[] { new { category, enabled = true, minPrecision = precision, minVerdicts = verdicts, sampleEvery = sample } }),
            HttpStatusCode.UnprocessableEntity);
        Assert.Equal("invalid_value", (string?)refused["code"]);
    }

    private async Task<string?> SetAsync(HubClient admin, bool enabled)
    {
        var policies = await admin.SendAsync(
            HttpMethod.Put, "/triage/policies",
            JsonContent.Create(new[] { new { category = Category, enabled, minPrecision = 0.9, minVerdicts = 60, sampleEvery = 2 } }));
        return (string?)policies.AsArray().Single(p => (string?)p!["category"]!["code"] == Category)!["state"];
    }

    private async Task<JsonNode> UntilFiledAsync(HubClient reader)
    {
        for (var tries = 0; tries < 3; tries++)
        {
            var incident = await RaiseAsync(reader, solid: true);
            if ((string?)incident["state"] == "confirmed")
            {
                return incident;
            }
        }

        throw new InvalidOperationException("Nothing was filed.");
    }

    private Task<JsonNode> RaiseAsync(HubClient reader, bool solid) =>
        hub.RaiseAsync(reader, Rule, Category, solid, new PictureBox(_x = (_x + 0.061) % 0.93, 0.4, 0.05, 0.08));

    private static Task<JsonNode> RejectAsync(HubClient acceptor, JsonNode incident) =>
        acceptor.PostAsync($"/incidents/{incident["id"]}/reject", new { reason = "other" });
}
