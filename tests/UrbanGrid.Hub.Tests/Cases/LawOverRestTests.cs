using System.Net;
using System.Text.Json.Nodes;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Law;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Cases;

/// <summary>Every row of the law over REST, by users of the right roles and of the wrong ones.</summary>
[Collection(nameof(OneHub))]
public sealed class LawOverRestTests(HubUnderTest hub) : IDisposable
{
    private static readonly CaseLaw Law = new(new CaseworkOptions());
    private readonly LawWalk _walk = new(hub);

    public static TheoryData<string> Actions => [.. Law.Rows.Select(row => row.Action).Distinct()];

    public static TheoryData<string> States => [.. Law.Rows.Select(row => row.From).Distinct()];

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task A_step_is_taken_by_each_of_its_roles_wherever_the_law_has_it(string action)
    {
        foreach (var row in Law.Rows.Where(row => row.Action == action))
        {
            foreach (var role in row.Roles.Where(role => role != Roles.System))
            {
                foreach (var result in row.Results.Count == 0 ? new string?[] { null } : [.. row.Results])
                {
                    var ready = await _walk.PrepareAsync(await _walk.ToAsync(row.From), row);
                    var moved = await _walk.TakeAsync(ready, new(LawWalk.WhoOf(row, role), action, result));
                    Assert.Equal((row.From, role, row.To), (row.From, role, (string?)moved["state"]!["key"]));
                    Assert.Equal(action, (string?)LastOf(moved, action)["action"]!["key"]);
                    Assert.Equal(row.Asks ?? (row.Answers is null ? (string?)moved["request"]?["key"] : null), (string?)moved["request"]?["key"]);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task Whoever_has_another_role_or_department_is_refused(string state)
    {
        var one = await _walk.ToAsync(state);
        foreach (var rows in Law.Rows.Where(row => row.From == state).GroupBy(row => row.Action))
        {
            var right = rows.SelectMany(row => row.Roles).ToHashSet();
            foreach (var role in RoleKey.All.Where(role => !right.Contains(role)))
            {
                await RefusedAsync(one, role, rows.Key, "wrong_role");
            }

            if (rows.All(row => row.OwnDepartment))
            {
                await RefusedAsync(one, right.Contains("handler") ? "handler2" : "lighting", rows.Key, "wrong_department");
            }
        }

        var after = await (await _walk.AsAsync("leader")).GetAsync($"/cases/{one["number"]}");
        Assert.Equal((long)one["version"]!, (long)after["version"]!);
    }

    [Fact]
    public async Task The_law_is_told_row_by_row()
    {
        var told = await (await _walk.AsAsync("evaluator")).GetAsync("/casework/law");
        Assert.Equal(CaseStates.All.Select(s => s.Key), told["states"]!.AsArray().Select(s => (string)s!["key"]!));
        Assert.Equal(
            Law.Rows.Select(row => (row.Action, row.From, row.To, string.Join(' ', row.Roles))),
            told["rows"]!.AsArray().Select(row => (
                (string)row!["action"]!["key"]!, (string)row["from"]!, (string)row["to"]!, string.Join(' ', row["roles"]!.AsArray().Select(r => (string)r!["key"]!)))));
    }

    [Fact]
    public void Every_refusal_of_the_law_has_a_status_and_a_title_of_its_own()
    {
        Assert.All(Law.Rows.SelectMany(row => row.Guards).Select(guard => guard.Code).Append("nothing_asked"), code => Assert.Equal(409, Known(code).Status));
        Assert.All(Law.Rows.SelectMany(row => row.Needs).Select(need => $"missing_{need}"), code => Assert.Equal(422, Known(code).Status));

        static ProblemText Known(string code) => ProblemText.Has(code) ? ProblemText.Of(code) : throw new InvalidOperationException($"problems.json has no {code}.");
    }

    public void Dispose() => _walk.Dispose();

    private async Task RefusedAsync(JsonNode one, string who, string action, string code)
    {
        var problem = await (await _walk.AsAsync(who)).PostAsync(
            $"/cases/{one["number"]}/actions/{action}", expected: HttpStatusCode.Forbidden, ifMatch: (long)one["version"]!);
        Assert.Equal((who, action, code), (who, action, (string?)problem["code"]));
    }

    private static JsonNode LastOf(JsonNode one, string action) => one["log"]!.AsArray().Last(entry => (string?)entry!["action"]!["key"] == action)!;
}
