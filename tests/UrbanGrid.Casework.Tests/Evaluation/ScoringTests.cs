using UrbanGrid.Casework.Evaluation;
using UrbanGrid.Casework.Evaluation.Schemes;

namespace UrbanGrid.Casework.Tests.Evaluation;

/// <summary>From counts and rates to a score and a grade (docs/domain-sources.md §6.3).</summary>
public sealed class ScoringTests
{
    private static readonly Dictionary<string, double?> Worst = new() { ["closing_rate"] = 0, ["in_time_rate"] = 0, ["rework_rate"] = 1 };

    [Theory]
    [InlineData(100, "A", "green")]
    [InlineData(90, "A", "green")]
    [InlineData(89.99, "B", "blue")]
    [InlineData(75, "B", "blue")]
    [InlineData(60, "C", "yellow")]
    [InlineData(40, "D", "red")]
    [InlineData(0, "E", "black")]
    public void A_score_has_its_grade_and_colour(double score, string letter, string colour) =>
        Assert.Equal((letter, colour), (Grade.Of(score).Letter, Grade.Of(score).Colour));

    [Theory]
    [InlineData(50, 10)]
    [InlineData(51, 9)]
    [InlineData(200, 7.5)]
    [InlineData(1001, 0)]
    public void Many_cases_cost_a_department_points(int dispatched, double points) =>
        Assert.Equal(points, ScoreOf(EvaluatedKind.Departments, new() { ["dispatched"] = dispatched }, Worst));

    [Theory]
    [InlineData(100, 0)]
    [InlineData(101, 40)]
    [InlineData(2001, 100)]
    public void Many_cases_earn_a_dispatcher_points(int dispatched, double points)
    {
        var rates = new Dictionary<string, double?> { ["dispatched_in_time_rate"] = 0, ["dispatched_rightly_rate"] = 0 };

        Assert.Equal(points * 0.2, ScoreOf("dispatchers", new() { ["dispatched"] = dispatched }, rates));
    }

    [Theory]
    [InlineData(AreaClass.First, 4, 1, 75)]
    [InlineData(AreaClass.Second, 4, 1, 75)]
    [InlineData(AreaClass.Second, 3, 1, 90)]
    [InlineData(AreaClass.First, 3, 1, 75)]
    [InlineData(AreaClass.First, 30, 20, 90)]
    public void What_is_many_for_an_area_depends_on_its_class_and_its_unit_grids(string areaClass, int filed, int grids, double points)
    {
        var parts = Scoring.Parts(
            StandardSchemes.OfRegions, new Dictionary<string, int> { ["filed"] = filed }, new Dictionary<string, double?>(), [areaClass], grids);

        Assert.Equal(points, parts.Single(p => p.Key == "filed").Points);
    }

    [Fact]
    public void The_weight_of_what_cannot_be_told_is_shared_out()
    {
        var rates = new Dictionary<string, double?> { ["valid_rate"] = 0.5, ["verify_in_time_rate"] = 1, ["check_in_time_rate"] = 1 };
        var scheme = StandardSchemes.OfCollectors;

        var parts = Scoring.Parts(scheme, new Dictionary<string, int>(), rates, []);

        Assert.Equal([("valid_rate", 50.0), ("missed_rate", 0.0), ("verify_in_time_rate", 25.0), ("check_in_time_rate", 25.0)], parts.Select(p => (p.Key, p.Counted)));
        Assert.Equal(75, Scoring.Score(scheme, parts)); // (0.5 × 40 + 20 + 20) / 80
    }

    [Fact]
    public void Without_any_rate_there_is_no_score() =>
        Assert.Null(ScoreOf(EvaluatedKind.Departments, [], new() { ["closing_rate"] = null, ["in_time_rate"] = null, ["rework_rate"] = null }));

    [Fact]
    public void The_weights_of_every_standard_make_100() =>
        Assert.All(EvaluatedKind.All, kind => Assert.Equal(100, kind.Standard.Parts.Sum(p => p.Weight)));

    private static double? ScoreOf(string kind, Dictionary<string, int> counts, Dictionary<string, double?> rates)
    {
        var scheme = EvaluatedKind.Get(kind).Standard;
        return Scoring.Score(scheme, Scoring.Parts(scheme, counts, rates, []));
    }
}
