using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Evaluation;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Tests;

/// <summary>One week of one small city, evaluated by hand (docs/domain-sources.md §6); every limit is 4 working hours.</summary>
public sealed class EvaluationTests
{
    private static readonly long Monday = Ms("2026-03-02 00:00");
    private static readonly long NextMonday = Ms("2026-03-09 00:00");

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_week_worked_out_by_hand_is_what_the_evaluation_says(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        var late = await WeekAsync(host);
        var desk = host.Get<EvaluationDesk>();

        var results = (await desk.DepartmentsAsync(Monday, NextMonday)).ToDictionary(r => r.Department.Code);

        var sanitation = results["sanitation"];
        Assert.Equal(
            [
                ("dispatched", 7), ("should_handle", 5), ("handled", 4), ("in_time", 3), ("late", 1), ("exempted", 1), ("overdue_open", 1),
                ("reworked", 1), ("returned", 1), ("shuffled", 1), ("delayed", 1), ("hung_up", 0), ("closed", 4), ("force_closed", 0), ("reopened", 1),
            ],
            sanitation.Counts.Select(c => (c.Key, c.Value)));
        Assert.Equal((0.8, 0.6, 0.2, 0.2, 0.8), (
            sanitation.Rates["handling_rate"], sanitation.Rates["in_time_rate"], sanitation.Rates["overdue_rate"], sanitation.Rates["rework_rate"],
            sanitation.Rates["closing_rate"]));
        Assert.Equal((76.0, "B", "blue"), (sanitation.Score, sanitation.Grade!.Letter, sanitation.Grade.Colour)); // 10 + 24 + 18 + 24
        Assert.Equal((100.0, "A"), (results["drainage"].Score, results["drainage"].Grade!.Letter));
        Assert.Null(results["lighting"].Score);
        Assert.Equal([late], await desk.CasesAsync("sanitation", "late", Monday, NextMonday));
        Assert.Equal(5, (await desk.CasesAsync("sanitation", "should_handle", Monday, NextMonday)).Count);
    }

    [Fact]
    public async Task What_happened_outside_the_period_does_not_count()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        await host.CaseInAsync(CaseStates.Closed);

        var before = await host.Get<EvaluationDesk>().DepartmentsAsync(Monday - 86_400_000, Monday);

        Assert.All(before.SelectMany(r => r.Counts), c => Assert.Equal(0, c.Value));
    }

    [Fact]
    public async Task A_case_still_within_its_limit_is_not_due()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        await host.CaseInAsync(CaseStates.Handling);
        host.Time.Advance(TimeSpan.FromHours(3));

        var sanitation = (await host.Get<EvaluationDesk>().DepartmentsAsync(Monday, NextMonday)).Single(r => r.Department.Code == "sanitation");

        Assert.Equal((1, 0), (sanitation.Counts["dispatched"], sanitation.Counts["should_handle"]));
    }

    [Fact]
    public async Task A_hung_up_case_is_not_overdue()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.Handling);
        var until = host.Time.GetUtcNow().AddDays(30).ToUnixTimeMilliseconds();
        detail = await host.ActAsync(detail, CaseActions.RequestHangUp, People.Sanitation, new() { Opinion = "frozen", ResumeAt = until });
        await host.ActAsync(detail, CaseActions.GrantHangUp, People.Dispatcher);
        host.Time.Advance(TimeSpan.FromDays(3));

        var sanitation = (await host.Get<EvaluationDesk>().DepartmentsAsync(Monday, NextMonday)).Single(r => r.Department.Code == "sanitation");

        Assert.Equal((0, 1), (sanitation.Counts["overdue_open"], sanitation.Counts["hung_up"]));
    }

    [Fact]
    public async Task An_unknown_count_and_a_period_that_ends_before_it_begins_are_refused()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var desk = host.Get<EvaluationDesk>();

        var unknown = await Assert.ThrowsAsync<CaseInputException>(() => desk.CasesAsync("sanitation", "luck", Monday, NextMonday));
        Assert.Contains("in_time", unknown.Text.En, StringComparison.Ordinal);
        await Assert.ThrowsAsync<CaseInputException>(() => desk.DepartmentsAsync(NextMonday, Monday));
    }

    [Theory]
    [InlineData(100, "A", "green")]
    [InlineData(90, "A", "green")]
    [InlineData(89.99, "B", "blue")]
    [InlineData(75, "B", "blue")]
    [InlineData(60, "C", "yellow")]
    [InlineData(40, "D", "red")]
    [InlineData(0, "E", "black")]
    public void A_score_has_its_grade_and_colour(double score, string letter, string colour) =>
        Assert.Equal((letter, colour), (Scheme.OfDepartments.GradeOf(score).Letter, Scheme.OfDepartments.GradeOf(score).Colour));

    [Theory]
    [InlineData(50, 10)]
    [InlineData(51, 9)]
    [InlineData(200, 7.5)]
    [InlineData(1001, 0)]
    public void Many_cases_cost_points(int dispatched, double points)
    {
        var rates = new Dictionary<string, double?> { ["closing_rate"] = 0, ["in_time_rate"] = 0, ["rework_rate"] = 1 };

        Assert.Equal(points, Scheme.OfDepartments.Score(new Dictionary<string, int> { ["dispatched"] = dispatched }, rates));
    }

    /// <summary>Seven cases from Monday 08:00 to Thursday 09:00; returns the number of the one that was late for good.</summary>
    private static async Task<string> WeekAsync(CaseworkHost host)
    {
        var inTime = await host.CaseInAsync(CaseStates.Handling, "incident:1");
        host.Time.Advance(TimeSpan.FromHours(1));
        await host.WalkAsync(inTime, CaseStates.Closed);

        var exempted = await host.CaseInAsync(CaseStates.Handling, "incident:2"); // due Monday 15:00
        host.Time.Advance(TimeSpan.FromDays(1));
        exempted = await host.WalkAsync(exempted, CaseStates.Closed);
        exempted = await host.ActAsync(exempted, CaseActions.Appeal, People.Sanitation, new() { Opinion = "storm" });
        exempted = await host.ActAsync(exempted, CaseActions.SupportAppeal, People.Dispatcher);
        exempted = await host.ActAsync(exempted, CaseActions.GrantAppeal, People.Acceptor);
        await host.ActAsync(exempted, CaseActions.Reopen, People.Acceptor, new() { Opinion = "it blew back" });

        var late = await host.CaseInAsync(CaseStates.Handling, "incident:3"); // due Tuesday 15:00
        host.Time.Advance(TimeSpan.FromDays(1));
        late = await host.FailCheckAsync(await host.WalkAsync(late, CaseStates.PendingCheck));
        late = await host.WalkAsync(late, CaseStates.Closed);

        await host.CaseInAsync(CaseStates.Handling, "incident:4"); // due Wednesday 15:00, never handled
        await ReturnedAsync(host);
        await ShuffledAndDelayedAsync(host);
        host.Time.Advance(TimeSpan.FromHours(23.5));
        await host.CaseInAsync(CaseStates.Handling, "incident:7"); // Thursday 08:30, not due yet
        host.Time.Advance(TimeSpan.FromHours(0.5));
        return late.Number;
    }

    private static async Task ReturnedAsync(CaseworkHost host)
    {
        var detail = await host.CaseInAsync(CaseStates.PendingHandling, "incident:5");
        detail = await AskReturnAsync(host, detail);
        detail = await host.ActAsync(detail, CaseActions.GrantReturn, People.Dispatcher);
        detail = await host.ActAsync(detail, CaseActions.Dispatch, People.Dispatcher, new() { Department = "drainage" });
        detail = await host.ActAsync(detail, CaseActions.Handle, People.Drainage);
        detail = await host.ActAsync(detail, CaseActions.Feedback, People.Drainage, new() { Opinion = "pumped" });
        await host.WalkAsync(detail, CaseStates.Closed);
    }

    private static async Task ShuffledAndDelayedAsync(CaseworkHost host)
    {
        var detail = await host.CaseInAsync(CaseStates.PendingHandling, "incident:6");
        detail = await AskReturnAsync(host, detail);
        detail = await host.ActAsync(detail, CaseActions.RefuseReturn, People.Dispatcher, new() { Opinion = "it is yours" });
        detail = await host.ActAsync(detail, CaseActions.RequestDelay, People.Sanitation, new() { Opinion = "rain" });
        detail = await host.ActAsync(detail, CaseActions.GrantDelay, People.Dispatcher);
        await host.WalkAsync(detail, CaseStates.Closed);
    }

    private static Task<CaseDetail> AskReturnAsync(CaseworkHost host, CaseDetail detail) => host.ActAsync(
        detail, CaseActions.RequestReturn, People.Sanitation, new() { Opinion = "not ours", Basis = "row 3" });

    private static long Ms(string local) => WorkingCalendarTests.At(local).ToUnixTimeMilliseconds();
}
