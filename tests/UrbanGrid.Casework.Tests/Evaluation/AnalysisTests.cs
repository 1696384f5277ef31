using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Evaluation;
using UrbanGrid.Casework.Evaluation.Analysis;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Tests.Evaluation;

/// <summary>Trend, rhythm, hot spots and recurrence, worked out by hand. The clock starts on Monday 2026-03-02, 08:00.</summary>
public sealed class AnalysisTests
{
    private const double MetreNorth = 1 / 111_195.0;
    private const string Component = "3205990103000001";
    private static readonly long Start = WorkingCalendarTests.At("2026-03-01 00:00").ToUnixTimeMilliseconds();
    private static readonly AnalysisQuery Spring = new(Start, Start + (100 * 86_400_000L));

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task What_comes_back_to_a_place_is_found_with_what_would_help(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        await ReportAsync(host, "a1");
        await ReportAsync(host, "a2", north: 40);
        await ReportAsync(host, "beside", north: 60);
        await ReportAsync(host, "other-class", category: "event/0406");
        host.Time.Advance(TimeSpan.FromDays(20));
        await ReportAsync(host, "a3");
        host.Time.Advance(TimeSpan.FromDays(20));
        var last = await ReportAsync(host, "a4");
        var none = await ReportAsync(host, "a5");
        await host.ActAsync(none, CaseActions.Reject, People.Acceptor, new() { Opinion = "nothing there" });

        var desk = host.Get<AnalysisDesk>();
        var place = Assert.Single((await desk.RecurrenceAsync(Spring, new RecurrenceTerms(3, 90))).Places);

        Assert.Equal(("event/0110", 4, 4, last.Number), (place.Category.Code, place.Count, place.MostInDays, place.Cases[0]));
        Assert.Equal(new PeakHours(6, 9, 1), place.Peak);
        Assert.Equal(["collection_point", "patrol_hours"], place.Suggestions.Select(s => s.Key));
        Assert.StartsWith("4 times in 90 days things were left here", place.Suggestions[0].Text.En, StringComparison.Ordinal);
        Assert.Contains("100 % 集中在 6:00–9:00", place.Suggestions[1].Text.Zh, StringComparison.Ordinal);
        Assert.Equal(3, Assert.Single((await desk.RecurrenceAsync(Spring, new RecurrenceTerms(3, 20))).Places).MostInDays);
        Assert.Empty((await desk.RecurrenceAsync(Spring, new RecurrenceTerms(4, 39))).Places);
    }

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_component_is_one_place_wherever_it_was_reported(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        for (var i = 0; i < 3; i++)
        {
            await ReportAsync(host, $"c{i}", north: i * 80, component: Component);
            host.Time.Advance(TimeSpan.FromHours(7));
        }

        var place = Assert.Single((await host.Get<AnalysisDesk>().RecurrenceAsync(Spring, new RecurrenceTerms())).Places);

        Assert.Equal((Component, 3), (place.ComponentCode, place.Count));
        Assert.Equal(["replace_component", "collection_point"], place.Suggestions.Select(s => s.Key));
    }

    [Fact]
    public async Task What_no_rule_knows_is_to_be_looked_into()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        for (var i = 0; i < 3; i++)
        {
            await ReportAsync(host, $"i{i}", category: "event/0104");
            host.Time.Advance(TimeSpan.FromHours(7));
        }

        var place = Assert.Single((await host.Get<AnalysisDesk>().RecurrenceAsync(Spring, new RecurrenceTerms())).Places);

        Assert.Equal("find_cause", Assert.Single(place.Suggestions).Key);
    }

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task Problems_are_counted_by_the_citys_clocks_and_by_squares_of_ground(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        await ReportAsync(host, "r1");
        await ReportAsync(host, "r2", category: "event/0406");
        await ReportAsync(host, "r3", north: 500);
        host.Time.Advance(TimeSpan.FromHours(39)); // Tuesday, 23:00
        await ReportAsync(host, "r4");

        var desk = host.Get<AnalysisDesk>();
        var rhythm = await desk.RhythmAsync(Spring);
        var spots = await desk.HotSpotsAsync(Spring, 200);
        var stalls = await desk.HotSpotsAsync(Spring with { Category = "event/04" }, 200);

        Assert.Equal((3, 1, 4), (rhythm.Hours[0][8], rhythm.Hours[1][23], rhythm.Total));
        Assert.Equal(4, rhythm.Months[2]);
        Assert.Equal([3, 1], spots.Spots.Select(s => s.Count));
        Assert.Equal((75.0, "event/0110", 2), (spots.Spots[0].Density, spots.Spots[0].Main.Code, spots.Spots[0].MainCount));
        Assert.True(spots.Spots[0].South <= 31.3005 && 31.3005 < spots.Spots[0].North && spots.Spots[0].West <= 120.6005 && 120.6005 < spots.Spots[0].East);
        Assert.Equal(1, stalls.Total);
    }

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_trend_is_the_evaluation_step_by_step(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        await EvaluationWeek.PlayAsync(host);
        var week = new EvaluationQuery(EvaluatedKind.Departments, EvaluationWeek.Monday, EvaluationWeek.NextMonday);
        var desk = host.Get<AnalysisDesk>();

        var days = await desk.TrendAsync(week, "sanitation", ["handled", "in_time", "should_handle"], TrendStep.Day);
        var all = await desk.TrendAsync(week, null, ["handled"], TrendStep.Week);

        Assert.Equal(7, days.Starts.Count);
        Assert.Equal((4, 5), (days.Counts["handled"].Sum(), days.Counts["should_handle"].Sum()));
        Assert.Equal([1, 1, 2, 0, 0, 0, 0], days.Counts["handled"]);
        Assert.Equal([1, 1, 1 / 3.0, null, null, null, null], days.Rates["in_time_rate"]); // on Wednesday one of two handled, and one not
        Assert.Equal([5], all.Counts["handled"]);
    }

    [Fact]
    public async Task Weeks_begin_on_Monday_and_months_on_the_first()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var desk = host.Get<AnalysisDesk>();
        var query = new EvaluationQuery(EvaluatedKind.Regions, Start, WorkingCalendarTests.At("2026-04-02 00:00").ToUnixTimeMilliseconds());

        var weeks = await desk.TrendAsync(query, null, ["reported"], TrendStep.Week);
        var months = await desk.TrendAsync(query, null, ["reported"], TrendStep.Month);

        Assert.Equal(6, weeks.Starts.Count); // Sunday the 1st, then five Mondays
        Assert.Equal(EvaluationWeek.Monday, weeks.Starts[1]);
        Assert.Equal(2, months.Starts.Count);
    }

    [Fact]
    public async Task What_cannot_be_analysed_is_refused()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var desk = host.Get<AnalysisDesk>();

        await Assert.ThrowsAsync<CaseInputException>(() => desk.RhythmAsync(new AnalysisQuery(Start, Start)));
        await Assert.ThrowsAsync<CaseInputException>(() => desk.RhythmAsync(new AnalysisQuery(0, Start)));
        await Assert.ThrowsAsync<CaseInputException>(() => desk.HotSpotsAsync(Spring, 10));
        await Assert.ThrowsAsync<CaseInputException>(() => desk.RecurrenceAsync(Spring, new RecurrenceTerms(1)));
    }

    private static Task<CaseDetail> ReportAsync(
        CaseworkHost host, string key, double north = 0, string category = "event/0110", string? component = null) => host.Desk.ReportAsync(
        Reports.Garbage(key) with { Lat = 31.3005 + (north * MetreNorth), Category = category, ComponentCode = component }, People.Acceptor, accept: false);
}
