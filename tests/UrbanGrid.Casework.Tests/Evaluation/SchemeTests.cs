using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Evaluation;
using UrbanGrid.Casework.Evaluation.Schemes;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Tests.Evaluation;

/// <summary>What a city sets about its evaluation: parts, weights, steps, the denominator of rework.</summary>
public sealed class SchemeTests
{
    private static readonly Actor Evaluator = People.Of(Roles.Evaluator);

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_scheme_in_use_decides_the_score_and_its_history_is_kept(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        await EvaluationWeek.PlayAsync(host);
        var book = host.Get<SchemeBook>();
        var made = await book.CreateAsync(InTimeOnly, Evaluator);
        Assert.Equal(76, (await host.EvaluateAsync(EvaluatedKind.Departments))["sanitation"].Score);
        Assert.Equal(60, (await host.EvaluateAsync(EvaluatedKind.Departments, scheme: made.Id))["sanitation"].Score);

        await book.UseAsync(made.Id, Evaluator);
        var used = await host.EvaluateAsync(EvaluatedKind.Departments);
        var second = await book.CreateAsync(InTimeOnly with { Name = new LocalText("第二", "Second") }, Evaluator);
        await book.UseAsync(second.Id, Evaluator);
        await book.DeleteAsync(second.Id, Evaluator);

        Assert.Equal(60, used["sanitation"].Score); // 3 of 5 in time
        Assert.True((await book.ListAsync()).Single(s => s.Id == "standard-departments").InUse);
        Assert.Equal(["deleted", "used", "created", "used", "created"], (await book.ChangesAsync()).Select(c => c.Change));
        Assert.All(await book.ChangesAsync(), c => Assert.Equal(Evaluator.DisplayName, c.By));
    }

    [Fact]
    public async Task The_denominator_of_rework_is_the_citys_choice()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        await EvaluationWeek.PlayAsync(host);
        var made = await host.Get<SchemeBook>().CreateAsync(InTimeOnly with { ReworkAmong = "handled" }, Evaluator);

        var report = await host.Get<EvaluationDesk>().EvaluateAsync(
            new(EvaluatedKind.Departments, EvaluationWeek.Monday, EvaluationWeek.NextMonday) { Scheme = made.Id });

        Assert.Equal("handled", report.Rates.Single(r => r.Key == "rework_rate").Among);
        Assert.Equal(0.25, report.Rows.Single(r => r.Subject.Code == "sanitation").Rates["rework_rate"]); // 1 of 4 instead of 1 of 5
    }

    [Fact]
    public async Task A_department_can_have_steps_of_its_own()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        await EvaluationWeek.PlayAsync(host);
        var input = InTimeOnly with
        {
            Parts = [new("dispatched", 50, PartKind.Steps), new("in_time_rate", 50, PartKind.Rate)],
            Steps = new Dictionary<string, IReadOnlyList<CountStep>> { ["default"] = [new(5, 100), new(null, 0)], ["sanitation"] = [new(10, 100), new(null, 0)] },
        };
        var made = await host.Get<SchemeBook>().CreateAsync(input, Evaluator);

        var sanitation = (await host.EvaluateAsync(EvaluatedKind.Departments, scheme: made.Id))["sanitation"];

        Assert.Equal(80, sanitation.Score); // 7 cases are few for it: 100 × 50 % + 60 × 50 %
    }

    [Fact]
    public async Task A_change_on_what_somebody_else_has_changed_is_refused()
    {
        await using var host = await CaseworkHost.StartAsync();
        var book = host.Get<SchemeBook>();
        var made = await book.CreateAsync(InTimeOnly, Evaluator);
        var changed = await book.ChangeAsync(made.Id, InTimeOnly with { Name = new LocalText("改", "Changed"), Version = made.Version }, Evaluator);

        await Assert.ThrowsAsync<SchemeChangedException>(() => book.ChangeAsync(made.Id, InTimeOnly with { Version = made.Version }, Evaluator));

        Assert.Equal((2, "Changed"), (changed.Version, changed.Name.En));
    }

    [Fact]
    public async Task The_standard_stays_as_it_is()
    {
        await using var host = await CaseworkHost.StartAsync();
        var book = host.Get<SchemeBook>();

        await Assert.ThrowsAsync<CaseInputException>(() => book.DeleteAsync("standard-departments", Evaluator));
        var refused = await Assert.ThrowsAsync<CaseInputException>(() => book.ChangeAsync("standard-departments", InTimeOnly, Evaluator));

        Assert.Contains("make a new one like it", refused.Text.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, "40 % short of 100 %")]
    [InlineData(130, "30 % over 100 %")]
    public async Task Weights_that_do_not_make_100_are_refused_with_what_is_wrong(double weight, string says)
    {
        var refused = await RefusedAsync(InTimeOnly with { Parts = [new("in_time_rate", weight / 2, PartKind.Rate), new("closing_rate", weight / 2, PartKind.Rate)] });

        Assert.Contains(says, refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("luck", 100, "in_time_rate")]
    [InlineData("in_time_rate", 0, "more than 0")]
    [InlineData("in_time_rate", double.NaN, "more than 0")]
    public async Task A_part_that_cannot_be_is_refused(string key, double weight, string says)
    {
        var refused = await RefusedAsync(InTimeOnly with { Parts = [new(key, weight, PartKind.Rate)] });

        Assert.Contains(says, refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_must_rise_and_end_open()
    {
        SchemePart[] parts = [new("dispatched", 50, PartKind.Steps), new("in_time_rate", 50, PartKind.Rate)];

        Assert.Contains("must end above", await RefusedAsync(InTimeOnly with { Parts = parts, Steps = Steps(new(50, 100), new(40, 90), new(null, 0)) }), StringComparison.Ordinal);
        Assert.Contains("no upper end", await RefusedAsync(InTimeOnly with { Parts = parts, Steps = Steps(new CountStep(50, 100)) }), StringComparison.Ordinal);
        Assert.Contains("points are 0 to 100", await RefusedAsync(InTimeOnly with { Parts = parts, Steps = Steps(new CountStep(null, 101)) }), StringComparison.Ordinal);
        Assert.Contains("need a table", await RefusedAsync(InTimeOnly with { Parts = parts }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_denominator_that_is_none_is_refused() =>
        Assert.Contains("should_handle, handled", await RefusedAsync(InTimeOnly with { ReworkAmong = "dispatched" }), StringComparison.Ordinal);

    private static SchemeInput InTimeOnly => new()
    {
        Kind = EvaluatedKind.Departments, Name = new LocalText("只看按期", "In time only"), Parts = [new("in_time_rate", 100, PartKind.Rate)],
    };

    private static Dictionary<string, IReadOnlyList<CountStep>> Steps(params CountStep[] steps) => new() { ["default"] = steps };

    private static async Task<string> RefusedAsync(SchemeInput input)
    {
        await using var host = await CaseworkHost.StartAsync();
        return (await Assert.ThrowsAsync<CaseInputException>(() => host.Get<SchemeBook>().CreateAsync(input, Evaluator))).Text.En;
    }
}
