using System.Net;
using System.Text.Json.Nodes;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Triage;

[Collection(nameof(OneHub))]
public sealed class TriageTests(HubUnderTest hub)
{
    [Fact]
    public async Task Confirming_a_sensors_incident_makes_an_accepted_case_with_the_series_as_evidence()
    {
        var id = await hub.RaiseCoverAlarmAsync("mh-01");
        using var acceptor = await hub.SignInAsync("acceptor");
        var incident = await acceptor.PostAsync($"/incidents/{id}/confirm", new { note = "看到了" });
        Assert.Equal("confirmed", (string?)incident["state"]);
        Assert.Equal("王受", (string?)incident["decision"]!["by"]);

        var found = await acceptor.GetAsync($"/cases/{(string)incident["caseNumber"]!}");
        Assert.Equal("pending_filing", (string?)found["state"]!["key"]);
        Assert.Equal(id, (long?)found["incidentId"]);
        Assert.Equal("sensor", (string?)found["source"]!["key"]);
        Assert.Contains("38°", (string)found["description"]!["zh"]!, StringComparison.Ordinal);
        var series = Assert.Single(found["evidence"]!.AsArray(), e => (string?)e!["stage"] == "series");
        var file = await acceptor.ReadAsync(await acceptor.Http.GetAsync((string)series!["url"]!), HttpStatusCode.OK);
        Assert.Equal(("mh-01", "°"), ((string?)file["device"], (string?)file["unit"]));
    }

    [Fact]
    public async Task A_cameras_pictures_become_the_cases_evidence()
    {
        var id = await hub.RaiseCameraAlarmAsync(0.1);
        using var acceptor = await hub.SignInAsync("acceptor");
        var incident = await acceptor.GetAsync($"/incidents/{id}");
        Assert.Equal(("camera", "annotated"), ((string?)incident["source"], (string?)incident["pictures"]![0]!["moment"]));
        var number = (string)(await acceptor.PostAsync($"/incidents/{id}/confirm"))["caseNumber"]!;
        var found = await acceptor.GetAsync($"/cases/{number}");
        Assert.Equal("人民路锦河大道路口摄像机发现遗留物，已停留 8 秒。", (string?)found["description"]!["zh"]);
        Assert.EndsWith(" saw an object left behind; it has lain there for 8 s.", (string)found["description"]!["en"]!, StringComparison.Ordinal);
        Assert.Equal(("停留时间", "Dwell"), ((string?)incident["readings"]![0]!["name"]!["zh"], (string?)incident["readings"]![0]!["name"]!["en"]));
        var picture = await acceptor.Http.GetAsync((string)found["thumbnail"]!);
        Assert.Equal("image/jpeg", picture.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", picture.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejecting_needs_a_reason_of_the_list()
    {
        var id = await hub.RaiseCameraAlarmAsync(0.3);
        using var acceptor = await hub.SignInAsync("acceptor");
        var reasons = (await acceptor.GetAsync("/incidents/reject-reasons")).AsArray().Select(r => (string)r!["key"]!).ToList();
        Assert.Equal(["reflection", "belongs_here", "allowed_hours", "person_waiting", "duplicate", "other"], reasons);
        var problem = await acceptor.PostAsync($"/incidents/{id}/reject", new { note = "no" }, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("missing_reason", (string?)problem["code"]);
        var rejected = await acceptor.PostAsync($"/incidents/{id}/reject", new { reason = "reflection" });
        Assert.Equal(("rejected", "reflection"), ((string?)rejected["state"], (string?)rejected["decision"]!["reason"]!["key"]));
        Assert.Null(rejected["caseNumber"]);
    }

    [Fact]
    public async Task Of_two_operators_who_decide_at_once_one_is_told_who_was_first()
    {
        var id = await hub.RaiseCameraAlarmAsync(0.5);
        using var first = await hub.SignInAsync("acceptor", "acceptor1");
        using var second = await hub.SignInAsync("acceptor", "acceptor2");
        var answers = await Task.WhenAll(
            first.Http.PostAsync($"/api/v1/incidents/{id}/confirm", null),
            second.Http.PostAsync($"/api/v1/incidents/{id}/confirm", null));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], answers.Select(a => a.StatusCode).Order());
        var problem = JsonNode.Parse(await answers.Single(a => a.StatusCode == HttpStatusCode.Conflict).Content.ReadAsStringAsync())!;
        Assert.Equal("already_decided", (string?)problem["code"]);
        Assert.Contains((string)problem["by"]!, (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_is_filtered_by_state_newest_first_and_paged()
    {
        await hub.RaiseCameraAlarmAsync(0.7);
        await hub.RaiseCameraAlarmAsync(0.9);
        using var leader = await hub.SignInAsync("leader");
        var page = await leader.GetAsync("/incidents?state=open&state=cleared&limit=1");
        Assert.Single(page["items"]!.AsArray());
        var next = await leader.GetAsync($"/incidents?state=open&state=cleared&limit=1&cursor={(string)page["next"]!}");
        Assert.True((long)page["items"]![0]!["raisedAt"]! >= (long)next["items"]![0]!["raisedAt"]!);
        Assert.Equal("invalid_value", (string?)(await leader.GetAsync("/incidents?state=nonsense", HttpStatusCode.UnprocessableEntity))["code"]);
    }
}
