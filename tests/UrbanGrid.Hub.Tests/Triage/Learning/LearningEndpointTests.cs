using System.Net;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Triage.Learning;

[Collection(nameof(LearningHub))]
public sealed class LearningEndpointTests(HubUnderTest hub)
{
    [Fact]
    public async Task An_administrator_trains_reads_the_figures_and_goes_back_to_an_older_version()
    {
        const string Rule = "tilt";
        await hub.TeachAsync(Rule, "component/0103", 120, i => i % 3 != 0);
        using var admin = await hub.SignInAsync("admin");
        Assert.Contains((await admin.PostAsync("/triage/models/train")).AsArray(), t => (string?)t!["rule"]!["key"] == Rule);
        await hub.TeachAsync(Rule, "component/0103", 40, i => i % 3 != 0);
        await admin.PostAsync("/triage/models/train");

        var versions = (await admin.GetAsync("/triage/models")).AsArray().Where(m => (string?)m!["rule"]!["key"] == Rule).ToList();
        Assert.Equal([2, 1], versions.Select(m => (int)m!["version"]!));
        Assert.Equal((160, true), ((int)versions[0]!["figures"]!["verdicts"]!, (double)versions[0]!["figures"]!["model"]!["auc"]! > 0.95));
        Assert.NotEmpty(versions[0]!["figures"]!["reliability"]!.AsArray());

        await admin.PostAsync($"/triage/models/{Rule}/1/activate");
        var active = (await admin.GetAsync("/triage/models")).AsArray().Single(m => (string?)m!["rule"]!["key"] == Rule && (bool)m["active"]!)!;
        Assert.Equal((1, "系统管理员"), ((int)active["version"]!, (string?)active["activatedBy"]));
        await admin.PostAsync($"/triage/models/{Rule}/99/activate", expected: HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_incident_says_how_likely_it_is_right_and_why_in_both_languages()
    {
        const string Category = "event/0401";
        await hub.TeachAsync("shadow_rule", Category, 150, i => i % 2 == 0);
        using var admin = await hub.SignInAsync("admin");
        await admin.PostAsync("/triage/models/train");
        using var acceptor = await hub.SignInAsync("acceptor");

        var good = (await hub.RaiseAsync(acceptor, "shadow_rule", Category, solid: true, new PictureBox(0.2, 0.2, 0.05, 0.05)))["probability"]!;
        var bad = (await hub.RaiseAsync(acceptor, "shadow_rule", Category, solid: false, new PictureBox(0.8, 0.8, 0.05, 0.05)))["probability"]!;

        Assert.True((double)good["value"]! > 0.9 && (double)bad["value"]! < 0.1, $"{good} {bad}");
        Assert.Equal(("model", "solidity", false), ((string?)bad["basis"], (string?)bad["reasons"]![0]!["key"], (bool)bad["reasons"]![0]!["raises"]!));
        Assert.Equal(
            ("轮廓破碎，像影子或枝叶", "a ragged outline, as of shadows or leaves"),
            ((string?)bad["reasons"]![0]!["text"]!["zh"], (string?)bad["reasons"]![0]!["text"]!["en"]));
        Assert.Equal((75, 150), ((int)bad["camera"]!["confirmed"]!, (int)bad["camera"]!["of"]!));
    }

    [Fact]
    public async Task What_was_thought_before_the_decision_stays_with_the_incident()
    {
        using var acceptor = await hub.SignInAsync("acceptor");
        var incident = await hub.RaiseAsync(acceptor, "odd_rule", "event/0402", solid: true, new PictureBox(0.3, 0.3, 0.05, 0.05));
        Assert.Equal(("history", 0), ((string?)incident["probability"]!["basis"], (int)incident["probability"]!["verdicts"]!));

        var rejected = await acceptor.PostAsync($"/incidents/{incident["id"]}/reject", new { reason = "reflection" });

        Assert.Equal((double)incident["probability"]!["value"]!, (double)rejected["probability"]!["value"]!);
    }

    [Fact]
    public async Task Precision_is_told_by_category_and_device_over_the_last_two_hundred_verdicts()
    {
        const string Category = "event/0403";
        await hub.TeachAsync("precise_rule", Category, 60, _ => false);
        await hub.TeachAsync("precise_rule", Category, 200, i => i % 4 != 0);
        await hub.TeachAsync("precise_rule", Category, 30, _ => false, reason: "duplicate");
        using var leader = await hub.SignInAsync("leader");

        var report = await leader.GetAsync("/triage/precision");

        var figures = report["categories"]!.AsArray().Single(c => (string?)c!["category"]!["code"] == Category)!["figures"]!;
        Assert.Equal((150, 200, 0.75), ((int)figures["confirmed"]!, (int)figures["of"]!, (double)figures["share"]!));
        Assert.Equal(20, figures["course"]!.AsArray().Count);
        Assert.Equal(("reflection", 50), ((string?)figures["rejections"]![0]!["reason"]!["key"], (int)figures["rejections"]![0]!["count"]!));
        var device = report["devices"]!.AsArray().Single(d => (string?)d!["rule"]!["key"] == "precise_rule")!;
        Assert.Equal(("cam-01", 0.75), ((string?)device["deviceId"], (double)device["figures"]!["share"]!));
    }

    [Fact]
    public async Task Versions_and_policies_are_for_administrators()
    {
        using var acceptor = await hub.SignInAsync("acceptor");
        await acceptor.GetAsync("/triage/models", HttpStatusCode.Forbidden);
        await acceptor.GetAsync("/triage/policies", HttpStatusCode.Forbidden);
        await acceptor.PostAsync("/triage/models/train", expected: HttpStatusCode.Forbidden);
    }
}
