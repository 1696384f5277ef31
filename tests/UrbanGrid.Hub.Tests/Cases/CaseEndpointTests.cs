using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Cases;

[Collection(nameof(OneHub))]
public sealed class CaseEndpointTests(HubUnderTest hub)
{
    [Fact]
    public async Task Five_roles_carry_a_case_from_report_to_closed()
    {
        var number = await ReportAsync();
        await StepAsync("acceptor", number, "accept");
        await StepAsync("shift_leader", number, "file");
        var filed = await (await hub.SignInAsync("dispatcher")).GetAsync($"/cases/{number}");
        var dispatch = filed["actions"]!.AsArray().First()!;
        Assert.Equal(("dispatch", "primary"), ((string?)dispatch["key"], (string?)dispatch["kind"]));
        var department = (string)dispatch["suggestion"]!["department"]!["key"]!;
        Assert.Equal(["department"], dispatch["needs"]!.AsArray().Select(n => (string)n!));
        await StepAsync("dispatcher", number, "dispatch", new { department });
        await StepAsync("department", number, "handle", user: department);
        await StepAsync("department", number, "feedback", new { opinion = "清运完毕" }, department);
        await StepAsync("dispatcher", number, "pass_review");
        await StepAsync("acceptor", number, "send_check", new { collector = "collector2" });
        await StepAsync("collector", number, "answer_check", new { result = "pass", opinion = "干净" }, "collector2");
        await StepAsync("acceptor", number, "check", new { result = "pass" });
        var closed = await StepAsync("shift_leader", number, "close", new { closingMet = true });
        Assert.Equal(("closed", false), ((string?)closed["state"]!["key"], (bool?)closed["open"]));
        Assert.Equal("李巡", (string?)closed["log"]!.AsArray()[0]!["actor"]!["zh"]);
        using var leader = await hub.SignInAsync("leader");
        Assert.True((bool)(await leader.GetAsync($"/cases/{number}/audit"))["valid"]!);
        Assert.True((int)(await leader.GetAsync("/cases/counts"))["closedToday"]! >= 1);
    }

    [Fact]
    public async Task A_row_of_the_list_says_the_same_as_the_case_and_the_counts_go_with_it()
    {
        using var acceptor = await hub.SignInAsync("acceptor");
        var before = (int)(await acceptor.GetAsync("/cases/counts"))["todo"]!;
        var number = await ReportAsync();
        var found = await acceptor.GetAsync($"/cases/{number}");
        var row = (await acceptor.GetAsync("/cases?scope=todo&limit=1"))["items"]![0]!;
        foreach (var member in row.AsObject().Where(m => m.Key is not "caseClock" and not "stageClock"))
        {
            Assert.Equal(found[member.Key]?.ToJsonString(), member.Value?.ToJsonString());
        }

        Assert.Equal((string?)found["stageClock"]!["limit"]!["zh"], (string?)row["stageClock"]!["limit"]!["zh"]);
        Assert.Equal((long?)found["stageClock"]!["deadline"], (long?)row["stageClock"]!["deadline"]);
        Assert.Equal(before + 1, (int)(await acceptor.GetAsync("/cases/counts"))["todo"]!);
    }

    [Fact]
    public async Task A_step_needs_the_version_one_has_seen_and_a_lost_race_is_told()
    {
        var number = await ReportAsync();
        using var acceptor = await hub.SignInAsync("acceptor");
        var response = await acceptor.Http.GetAsync($"/api/v1/cases/{number}");
        Assert.Equal("\"1\"", response.Headers.ETag!.Tag);
        var step = $"/cases/{number}/actions/accept";
        Assert.Equal("if_match_required", (string?)(await acceptor.PostAsync(step, expected: HttpStatusCode.PreconditionRequired))["code"]);
        await acceptor.PostAsync(step, ifMatch: 1);
        var lost = await acceptor.PostAsync(step, expected: HttpStatusCode.PreconditionFailed, ifMatch: 1);
        Assert.Equal(("case_changed", 2), ((string?)lost["code"], (long?)lost["version"]));
        Assert.Equal(("accept", "王受"), ((string?)lost["last"]!["action"]!["key"], (string?)lost["last"]!["actor"]!["zh"]));
    }

    [Theory]
    [InlineData("dispatcher", "accept", HttpStatusCode.Forbidden, "wrong_role")]
    [InlineData("acceptor", "close", HttpStatusCode.Conflict, "wrong_state")]
    [InlineData("acceptor", "reject", HttpStatusCode.UnprocessableEntity, "missing_opinion")]
    [InlineData("acceptor", "levitate", HttpStatusCode.NotFound, "unknown_action")]
    public async Task A_step_that_is_not_allowed_is_refused_with_those_that_are(string role, string action, HttpStatusCode status, string code)
    {
        var number = await ReportAsync();
        using var client = await hub.SignInAsync(role);
        var problem = await client.PostAsync($"/cases/{number}/actions/{action}", expected: status, ifMatch: 1);
        Assert.Equal(code, (string?)problem["code"]);
        Assert.NotNull(problem["allowed"]);
    }

    [Fact]
    public async Task A_list_shows_what_waits_for_the_caller()
    {
        var number = await ReportAsync();
        using var acceptor = await hub.SignInAsync("acceptor");
        var row = (await acceptor.GetAsync("/cases?scope=todo&limit=200"))["items"]!.AsArray().Single(c => (string?)c!["number"] == number)!;
        Assert.True((bool)row["mine"]!);
        Assert.Null(row["log"]);
        Assert.NotNull(row["stageClock"]!["deadline"]);
        using var dispatcher = await hub.SignInAsync("dispatcher");
        Assert.DoesNotContain((await dispatcher.GetAsync("/cases?scope=todo&limit=200"))["items"]!.AsArray(), c => (string?)c!["number"] == number);
    }

    [Fact]
    public async Task A_picture_is_added_as_evidence_and_served()
    {
        var number = await ReportAsync();
        using var collector = await hub.SignInAsync("collector");
        var picture = Jpegs.Grey(7, 7);
        var changed = await UploadAsync(collector, number, picture, "handling");
        var evidence = Assert.Single(changed["evidence"]!.AsArray())!;
        Assert.Equal(("handling", "image/jpeg"), ((string?)evidence["stage"], (string?)evidence["mediaType"]));
        Assert.Equal(picture, await collector.Http.GetByteArrayAsync((string)evidence["url"]!));
    }

    [Fact]
    public async Task What_is_no_picture_or_too_large_is_refused()
    {
        var number = await ReportAsync();
        using var collector = await hub.SignInAsync("collector");
        var text = await UploadAsync(collector, number, "<svg onload=alert(1)>"u8.ToArray(), "handling", HttpStatusCode.UnprocessableEntity);
        Assert.Equal("not_a_picture", (string?)text["code"]);
        var large = await UploadAsync(collector, number, [.. Jpegs.Grey(1, 1), .. new byte[10 * 1024 * 1024]], "handling", HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal("picture_too_large", (string?)large["code"]);
        var stage = await UploadAsync(collector, number, Jpegs.Grey(1, 1), "selfie", HttpStatusCode.UnprocessableEntity);
        Assert.Equal("invalid_value", (string?)stage["code"]);
    }

    [Fact]
    public async Task Evidence_is_found_by_its_hash_alone()
    {
        using var leader = await hub.SignInAsync("leader");
        await leader.GetAsync($"/evidence/{new string('a', 64)}", HttpStatusCode.NotFound);
        await leader.GetAsync("/evidence/..%2F..%2Furbangrid.db", HttpStatusCode.NotFound);
    }

    private async Task<string> ReportAsync()
    {
        using var collector = await hub.SignInAsync("collector");
        var made = await collector.PostAsync("/cases", new { category = "event/0110", lat = 31.3001, lon = 120.6001, description = "路边一袋垃圾" });
        return (string)made["number"]!;
    }

    private async Task<JsonNode> StepAsync(string role, string number, string action, object? input = null, string? user = null)
    {
        using var client = await hub.SignInAsync(role, user);
        var version = (long)(await client.GetAsync($"/cases/{number}"))["version"]!;
        return await client.PostAsync($"/cases/{number}/actions/{action}", input, ifMatch: version);
    }

    private static Task<JsonNode> UploadAsync(
        HubClient client, string number, byte[] content, string stage, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        var form = new MultipartFormDataContent { { file, "file", "photo.jpg" }, { new StringContent(stage), "stage" } };
        return client.SendAsync(HttpMethod.Post, $"/cases/{number}/evidence", form, expected);
    }
}
