using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Store;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Cases;

/// <summary>Carries cases over REST to any state of the law, by the people of the sample city.</summary>
public sealed class LawWalk(HubUnderTest hub) : IDisposable
{
    /// <summary>Whoever handles the case in this walk, and who assists.</summary>
    public const string Main = "drainage";
    private const string Assistant = "sanitation";

    private static readonly DateTimeOffset NextWeek = TimeProvider.System.GetUtcNow().AddDays(7);

    /// <summary>State → the state before it, and the steps between the two.</summary>
    private static readonly Dictionary<string, (string Before, Step[] Steps)> Ways = new()
    {
        [CaseStates.Verifying] = (CaseStates.Reported, [new("acceptor", "send_verify")]),
        [CaseStates.PendingFiling] = (CaseStates.Reported, [new("acceptor", "accept")]),
        [CaseStates.PendingDispatch] = (CaseStates.PendingFiling, [new("shift_leader", "file")]),
        [CaseStates.PendingHandling] = (CaseStates.PendingDispatch, [new("dispatcher", "dispatch")]),
        [CaseStates.ReturnRequested] = (CaseStates.PendingHandling, [new(Main, "request_return")]),
        [CaseStates.Disputed] = (CaseStates.ReturnRequested, [new("dispatcher", "grant_return"), new("dispatcher", "refer_dispute")]),
        [CaseStates.Handling] = (CaseStates.PendingHandling, [new(Main, "handle")]),
        [CaseStates.PendingConfirmation] = (CaseStates.Handling, [new(Main, "assign"), new("handler", "finish")]),
        [CaseStates.HungUp] = (CaseStates.PendingHandling, [new(Main, "request_hang_up"), new("dispatcher", "grant_hang_up")]),
        [CaseStates.PendingReview] = (CaseStates.Handling, [new(Main, "feedback")]),
        [CaseStates.PendingCheck] = (CaseStates.PendingReview, [new("dispatcher", "pass_review")]),
        [CaseStates.Checking] = (CaseStates.PendingCheck, [new("acceptor", "send_check")]),
        [CaseStates.PendingClose] = (CaseStates.Checking, [new("collector", "answer_check", "pass"), new("acceptor", "check", "pass")]),
        [CaseStates.Closed] = (CaseStates.PendingClose, [new("shift_leader", "close")]),
        [CaseStates.ForceClosed] = (CaseStates.PendingHandling, [new("leader", "force_close")]),
        [CaseStates.Archived] = (CaseStates.Closed, [new("acceptor", "archive")]),
    };

    private readonly Dictionary<string, HubClient> _people = [];

    /// <summary>A step by a role, or by the department of this name.</summary>
    /// <param name="Who">Key of a role, or a user.</param>
    /// <param name="Action">Key of the action.</param>
    /// <param name="Result">For a step with a result.</param>
    public sealed record Step(string Who, string Action, string? Result = null);

    /// <summary>A new case in this state.</summary>
    public async Task<JsonNode> ToAsync(string state)
    {
        if (state is CaseStates.Reported or CaseStates.SelfHandled)
        {
            return await ReportAsync(state == CaseStates.SelfHandled);
        }

        var (before, steps) = Ways[state];
        var found = await ToAsync(before);
        foreach (var step in steps)
        {
            found = await TakeAsync(found, step);
        }

        Assert.Equal(state, (string?)found["state"]!["key"]);
        return found;
    }

    /// <summary>What a row asks of a case besides its state comes true: somebody has asked, has looked, is late.</summary>
    public async Task<JsonNode> PrepareAsync(JsonNode one, LawRow row)
    {
        if (row.Guards.Contains(LawGuards.WasOverdue) || row.Answers is CaseRequests.Appeal or CaseRequests.SupportedAppeal)
        {
            await LetItBeLateAsync((string)one["number"]!);
        }

        foreach (var step in StepsBefore(row))
        {
            one = await TakeAsync(one, step);
        }

        return one;
    }

    /// <summary>Takes a step with all it needs.</summary>
    public async Task<JsonNode> TakeAsync(JsonNode one, Step step)
    {
        var client = await AsAsync(step.Who);
        return await client.PostAsync($"/cases/{one["number"]}/actions/{step.Action}", await InputAsync(step), ifMatch: (long)one["version"]!);
    }

    /// <summary>Somebody signed in, once.</summary>
    public async Task<HubClient> AsAsync(string who)
    {
        if (!_people.TryGetValue(who, out var client))
        {
            var user = hub.Credentials.Users.FirstOrDefault(u => u.User == who) ?? hub.Credentials.Users.First(u => u.Role == who);
            _people[who] = client = await HubClient.SignInAsync(hub.Address, user.User, user.Password);
        }

        return client;
    }

    public void Dispose()
    {
        foreach (var client in _people.Values)
        {
            client.Dispose();
        }
    }

    private static Step[] StepsBefore(LawRow row) => (row.Action, row.Answers) switch
    {
        ("refer_dispute", _) => [new("dispatcher", "dispatch"), new(Main, "request_return"), new("dispatcher", "grant_return")],
        ("assist_feedback", _) =>
        [
            new(Main, "request_return"), new("dispatcher", "grant_return"), new("dispatcher", "dispatch", Assistant),
            .. row.From == CaseStates.Handling ? [new Step(Main, "handle")] : Array.Empty<Step>(),
        ],
        ("revoke_assignment" or "finish", _) => [new(Main, "assign")],
        ("check", _) when row.Results.Contains(ActionInput.Pass) => [new("acceptor", "send_check"), new("collector", "answer_check", "pass")],
        ("answer_supervision", _) => [new("leader", "supervise")],
        (_, CaseRequests.Delay) => [new(Main, "request_delay")],
        (_, CaseRequests.HangUp) => [new(Main, "request_hang_up")],
        (_, CaseRequests.Void) => [new("dispatcher", "request_void")],
        (_, CaseRequests.Appeal) => [new(Main, "appeal")],
        (_, CaseRequests.SupportedAppeal) => [new(Main, "appeal"), new("dispatcher", "support_appeal")],
        _ => [],
    };

    /// <summary>Whoever takes a row's step in a role: the department in charge, or the one that assists.</summary>
    public static string WhoOf(LawRow row, string role) =>
        role != "department" ? role : row.Guards.Contains(LawGuards.Assists) ? Assistant : Main;

    private async Task<object> InputAsync(Step step) => step.Action switch
    {
        "dispatch" => new { department = Main, assisting = step.Result is { } assistant ? [assistant] : Array.Empty<string>() },
        "merge" => new { duplicateOf = (string)(await ReportAsync(selfHandled: false))["number"]! },
        _ => new
        {
            opinion = "依据现场情况办理",
            basis = "权责清单",
            department = Main,
            result = step.Result,
            handler = step.Action == "assign" ? "handler1" : null,
            resumeAt = step.Action == "request_hang_up" ? NextWeek.ToUnixTimeMilliseconds() : (long?)null,
            satisfaction = step.Action == "visit" ? "satisfied" : null,
            closingMet = true,
        },
    };

    private async Task<JsonNode> ReportAsync(bool selfHandled)
    {
        var collector = await AsAsync("collector");
        if (!selfHandled)
        {
            return await collector.PostAsync("/cases", new { category = "event/0506", lat = 31.3001, lon = 120.6001, description = "路口积水" });
        }

        using var form = new MultipartFormDataContent
        {
            { new StringContent("event/0506"), "category" }, { new StringContent("31.3001"), "lat" }, { new StringContent("120.6001"), "lon" },
            { new StringContent("雨水口堵塞，已清"), "description" }, { new StringContent("true"), "selfHandled" },
            { Picture(1), "before", "before.jpg" }, { Picture(2), "handling", "after.jpg" },
        };
        return await collector.SendAsync(HttpMethod.Post, "/cases", form);
    }

    private static ByteArrayContent Picture(byte number)
    {
        var content = new ByteArrayContent(Jpegs.Grey(number, 0));
        content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        return content;
    }

    /// <summary>As if its deadline had been long ago; nobody waits for it here.</summary>
    private async Task LetItBeLateAsync(string number)
    {
        await using var db = await hub.Services.GetRequiredService<IDbContextFactory<CaseworkDb>>().CreateDbContextAsync();
        await db.Database.ExecuteSqlAsync($"UPDATE cases SET handling_deadline = 1 WHERE number = {number}");
    }
}
