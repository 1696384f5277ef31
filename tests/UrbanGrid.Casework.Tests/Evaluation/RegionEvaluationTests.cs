using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Evaluation;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Places;

namespace UrbanGrid.Casework.Tests.Evaluation;

/// <summary>Areas, evaluated by hand (docs/domain-sources.md §6): what lies in them counts, whoever handled it.</summary>
public sealed class RegionEvaluationTests
{
    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_week_worked_out_by_hand_is_what_the_evaluation_says(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        await EvaluationWeek.PlayAsync(host);

        var grid = Assert.Single(await host.EvaluateAsync(EvaluatedKind.Regions, AreaKind.UnitGrid)).Value;

        Assert.Equal(
            [
                ("reported", 7), ("filed", 7), ("public_verified", 0), ("should_close", 6), ("closed", 5), ("closed_in_time", 4), ("closed_late", 1),
                ("exempted", 1), ("overdue_open", 1), ("reworked", 1), ("reopened", 1), ("self_handled", 0), ("hung_up", 0), ("voided", 0), ("visited", 0),
                ("satisfied", 0),
            ],
            grid.Counts.Select(c => (c.Key, c.Value)));
        Assert.Equal(69.67, grid.Score); // (1 − 0) × 10 + 40 × 20 % (7 in one grid) + 5/6 × 30 + 4/6 × 40
        Assert.Equal((EvaluationWeek.UnitGrid, AreaClass.First, "C"), (grid.Subject.Code, grid.AreaClass, grid.Grade!.Letter));
    }

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task The_areas_around_count_the_same_and_are_measured_by_their_grids(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        await EvaluationWeek.PlayAsync(host);

        foreach (var level in new[] { AreaKind.Community, AreaKind.SubDistrict, AreaKind.District, AreaKind.ResponsibilityGrid })
        {
            var row = Assert.Single((await host.EvaluateAsync(EvaluatedKind.Regions, level)).Values, r => r.Counts["reported"] > 0);

            Assert.Equal((7, 6), (row.Counts["reported"], row.Counts["should_close"]));
            Assert.Equal(79.67, row.Score); // 7 in more than three grids: 90 × 20 % instead of 40 × 20 %
        }
    }

    [Fact]
    public async Task What_the_public_found_before_the_centre_did_costs_points()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.Desk.ReportAsync(Reports.Garbage("hotline:1") with { Source = ReportSource.Public }, People.Acceptor, accept: false);
        detail = await host.ActAsync(detail, CaseActions.SendVerify, People.Acceptor);
        detail = await host.ActAsync(detail, CaseActions.AnswerVerify, People.Collector, new() { Result = ActionInput.Exists });
        detail = await host.WalkAsync(detail, CaseStates.Closed);
        await host.ActAsync(detail, CaseActions.Visit, People.Acceptor, new() { Satisfaction = "very_satisfied" });
        await host.ActAsync((await host.Desk.FindAsync(detail.Number, Actor.System))!, CaseActions.Visit, People.Acceptor, new() { Satisfaction = "unsatisfied" });

        var grid = (await host.EvaluateAsync(EvaluatedKind.Regions, AreaKind.UnitGrid))[EvaluationWeek.UnitGrid];

        Assert.Equal((1, 1.0), (grid.Counts["public_verified"], grid.Rates["public_rate"]));
        Assert.Equal(0.5, grid.Rates["satisfaction_rate"]);
        Assert.Equal(88, grid.Score); // 0 + 90 × 20 % + 30 + 40
    }

    [Fact]
    public async Task A_level_that_is_none_is_refused()
    {
        await using var host = await CaseworkHost.StartInCityAsync();

        var refused = await Assert.ThrowsAsync<CaseInputException>(() => host.EvaluateAsync(EvaluatedKind.Regions, "planet"));

        Assert.Contains("community", refused.Text.En, StringComparison.Ordinal);
    }
}
