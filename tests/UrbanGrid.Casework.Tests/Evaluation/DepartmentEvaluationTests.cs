using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Evaluation;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Tests.Evaluation;

/// <summary>Departments, evaluated by hand (docs/domain-sources.md §6); every limit is 4 working hours.</summary>
public sealed class DepartmentEvaluationTests
{
    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_week_worked_out_by_hand_is_what_the_evaluation_says(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        var late = await EvaluationWeek.PlayAsync(host);

        var results = await host.EvaluateAsync(EvaluatedKind.Departments);

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
        var desk = host.Get<EvaluationDesk>();
        Assert.Equal(late, Assert.Single(await desk.CasesAsync(Week, "sanitation", "late")).Number);
        Assert.Equal(5, (await desk.CasesAsync(Week, "sanitation", "should_handle")).Count);
        Assert.True(Assert.Single(await desk.CasesAsync(Week, "sanitation", "exempted")).IsExempted);
    }

    [Fact]
    public async Task What_happened_outside_the_period_does_not_count()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        await host.CaseInAsync(CaseStates.Closed);

        var before = await host.Get<EvaluationDesk>().EvaluateAsync(new(EvaluatedKind.Departments, EvaluationWeek.Monday - 86_400_000, EvaluationWeek.Monday));

        Assert.All(before.Rows.SelectMany(r => r.Counts), c => Assert.Equal(0, c.Value));
    }

    [Fact]
    public async Task A_case_still_within_its_limit_is_not_due()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        await host.CaseInAsync(CaseStates.Handling);
        host.Time.Advance(TimeSpan.FromHours(3));

        var sanitation = (await host.EvaluateAsync(EvaluatedKind.Departments))["sanitation"];

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

        var sanitation = (await host.EvaluateAsync(EvaluatedKind.Departments))["sanitation"];

        Assert.Equal((0, 1), (sanitation.Counts["overdue_open"], sanitation.Counts["hung_up"]));
    }

    [Fact]
    public async Task An_unknown_count_and_a_period_that_ends_before_it_begins_are_refused()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var desk = host.Get<EvaluationDesk>();

        var unknown = await Assert.ThrowsAsync<CaseInputException>(() => desk.CasesAsync(Week, "sanitation", "luck"));
        Assert.Contains("in_time", unknown.Text.En, StringComparison.Ordinal);
        await Assert.ThrowsAsync<CaseInputException>(() => desk.EvaluateAsync(new(EvaluatedKind.Departments, EvaluationWeek.NextMonday, EvaluationWeek.Monday)));
    }

    private static EvaluationQuery Week => new(EvaluatedKind.Departments, EvaluationWeek.Monday, EvaluationWeek.NextMonday);
}
