using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using UrbanGrid.Casework.Law;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Cases;

/// <summary>What a step is told, asks for and shows, off the straight path.</summary>
[Collection(nameof(OneHub))]
public sealed class CaseStepTests(HubUnderTest hub) : IDisposable
{
    private readonly LawWalk _walk = new(hub);

    [Fact]
    public async Task A_task_goes_to_a_collector_and_to_nobody_else()
    {
        var one = await _walk.ToAsync(CaseStates.Reported);
        var refused = await ActAsync("acceptor", one, "send_verify", new { collector = "handler1" }, HttpStatusCode.UnprocessableEntity);
        Assert.Equal(("no_such_collector", "collector"), ((string?)refused["code"], (string?)refused["field"]));
        var sent = await ActAsync("acceptor", one, "send_verify", new { collector = "collector2" });
        Assert.Equal("Zhou Cha", (string?)sent["standing"]!["taskCollector"]!["name"]!["en"]);
        var notTheirs = await ActAsync("collector1", sent, "answer_verify", new { result = "exists" }, HttpStatusCode.Conflict);
        Assert.Equal("not_your_task", (string?)notTheirs["code"]);
        Assert.Equal("exists", (string?)(await ActAsync("collector2", sent, "answer_verify", new { result = "exists" }))["standing"]!["verified"]);
    }

    [Fact]
    public async Task A_handler_belongs_to_the_department_that_has_the_case()
    {
        var one = await _walk.ToAsync(CaseStates.Handling);
        var refused = await ActAsync("drainage", one, "assign", new { handler = "handler2" }, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("no_such_handler", (string?)refused["code"]);
        var assigned = await ActAsync("drainage", one, "assign", new { handler = "handler1" });
        Assert.Equal("handler1", (string?)assigned["standing"]!["handler"]!["key"]);
    }

    [Fact]
    public async Task Candidates_come_with_what_they_have_in_hand()
    {
        var one = await _walk.ToAsync(CaseStates.Handling);
        var before = await CandidatesAsync(one);
        Assert.Equal(["handler1"], before["handlers"]!.AsArray().Select(h => (string)h!["key"]!));
        Assert.Equal(2, before["collectors"]!.AsArray().Count);
        await ActAsync("drainage", one, "assign", new { handler = "handler1" });
        Assert.Equal((int)before["handlers"]![0]!["open"]! + 1, (int)(await CandidatesAsync(one))["handlers"]![0]!["open"]!);
        var departments = await (await _walk.AsAsync("dispatcher")).GetAsync("/departments");
        Assert.True((int)departments.AsArray().Single(d => (string?)d!["key"] == LawWalk.Main)!["open"]! >= 1);
    }

    [Fact]
    public async Task A_request_and_a_supervision_show_in_lists_and_wait_for_whoever_decides()
    {
        var one = await _walk.ToAsync(CaseStates.Handling);
        await ActAsync("leader", await ActAsync("drainage", one, "request_delay", new { opinion = "备件未到" }), "supervise", new { opinion = "限今日答复" });
        var row = await RowAsync("dispatcher", one);
        Assert.Equal(("delay", true, true), ((string?)row["request"]!["key"], (bool)row["supervised"]!, (bool)row["mine"]!));
        Assert.True((bool)(await RowAsync("drainage", one))["mine"]!);
    }

    [Fact]
    public async Task An_appeal_waits_on_a_closed_case_with_its_picture()
    {
        var one = await _walk.PrepareAsync(await _walk.ToAsync(CaseStates.Closed), new CaseLaw(new()).Rows.First(row => row.Action == "appeal"));
        using var form = new MultipartFormDataContent { { new StringContent("""{"opinion":"暴雨封路"}"""), "step" }, { Picture(), "appeal", "road.jpg" } };
        var appealed = await (await _walk.AsAsync("drainage")).SendAsync(
            HttpMethod.Post, $"/cases/{one["number"]}/actions/appeal", form, ifMatch: (long)one["version"]!);
        Assert.Contains(appealed["evidence"]!.AsArray(), e => (string?)e!["stage"] == "appeal");
        Assert.Equal("appeal", (string?)(await RowAsync("dispatcher", one))["request"]!["key"]);
    }

    [Fact]
    public async Task What_else_was_filled_in_is_in_the_log()
    {
        var asked = await _walk.ToAsync(CaseStates.ReturnRequested);
        Assert.Equal("权责清单", (string?)asked["log"]!.AsArray()[^1]!["inputs"]!["basis"]);
    }

    [Fact]
    public async Task What_was_solved_on_the_spot_is_confirmed_and_needs_both_pictures()
    {
        var one = await _walk.ToAsync(CaseStates.SelfHandled);
        Assert.Equal(["before", "handling"], one["evidence"]!.AsArray().Select(e => (string)e!["stage"]!).Order());
        Assert.Equal("closed", (string?)(await ActAsync("acceptor", one, "confirm_self_handled"))["state"]!["key"]);
        var collector = await _walk.AsAsync("collector");
        var bare = new { category = "event/0506", lat = 31.3001, lon = 120.6001, description = "已清", selfHandled = true };
        Assert.Equal("invalid_input", (string?)(await collector.PostAsync("/cases", bare, HttpStatusCode.UnprocessableEntity))["code"]);
        Assert.Equal("wrong_role", (string?)(await (await _walk.AsAsync("acceptor")).PostAsync("/cases", bare, HttpStatusCode.Forbidden))["code"]);
    }

    [Fact]
    public async Task Open_cases_of_the_class_around_a_case_are_found()
    {
        var one = await _walk.ToAsync(CaseStates.Reported);
        var acceptor = await _walk.AsAsync("acceptor");
        var near = await acceptor.GetAsync("/cases?scope=open&category=event/0506&lat=31.3001&lon=120.6001&radius=50&limit=200");
        Assert.Contains(near["items"]!.AsArray(), c => (string?)c!["number"] == (string?)one["number"]);
        var far = await acceptor.GetAsync("/cases?scope=open&category=event/0506&lat=31.4&lon=120.6001&radius=50");
        Assert.Empty(far["items"]!.AsArray());
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_moves_nothing()
    {
        var one = await _walk.ToAsync(CaseStates.Handling);
        var department = await _walk.AsAsync("drainage");
        var path = $"/cases/{one["number"]}/actions/feedback";
        using var wrongJson = new MultipartFormDataContent { { new StringContent("{"), "step" } };
        await department.SendAsync(HttpMethod.Post, path, wrongJson, HttpStatusCode.BadRequest, (long)one["version"]!);
        using var noPicture = new MultipartFormDataContent { { new StringContent("""{"opinion":"好了"}"""), "step" }, { new ByteArrayContent([1, 2, 3]), "handling", "a.jpg" } };
        var refused = await department.SendAsync(HttpMethod.Post, path, noPicture, HttpStatusCode.UnprocessableEntity, (long)one["version"]!);
        Assert.Equal("not_a_picture", (string?)refused["code"]);
        Assert.Equal((long)one["version"]!, (long)(await department.GetAsync($"/cases/{one["number"]}"))["version"]!);
    }

    public void Dispose() => _walk.Dispose();

    private async Task<JsonNode> ActAsync(string who, JsonNode one, string action, object? input = null, HttpStatusCode expected = HttpStatusCode.OK) =>
        await (await _walk.AsAsync(who)).PostAsync($"/cases/{one["number"]}/actions/{action}", input, expected, (long)one["version"]!);

    private async Task<JsonNode> CandidatesAsync(JsonNode one) => await (await _walk.AsAsync("drainage")).GetAsync($"/cases/{one["number"]}/candidates");

    private async Task<JsonNode> RowAsync(string who, JsonNode one) =>
        (await (await _walk.AsAsync(who)).GetAsync("/cases?scope=todo&limit=200"))["items"]!.AsArray().Single(c => (string?)c!["number"] == (string?)one["number"])!;

    private static ByteArrayContent Picture()
    {
        var content = new ByteArrayContent(Jpegs.Grey(9, 9));
        content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        return content;
    }
}
