using UrbanGrid.Casework.Assignment;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Dispatching;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Register;

namespace UrbanGrid.Casework.Tests;

/// <summary>The knowledge base of rulings (裁决): what was ruled once is suggested for the next case about the same.</summary>
public sealed class RulingTests
{
    private static readonly CaseActionInput NotOurs = new() { Opinion = "not ours", Basis = "matrix, row 3" };

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_ruling_is_suggested_for_the_same_class_near_by_with_its_case_as_the_reason(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        var ruled = await RuleAsync(host, Reports.Garbage("a"), "drainage");

        var advice = await AdviceAsync(host, Reports.Garbage("b") with { Lat = 31.3005 + (30 / 111_195.0) });

        Assert.Equal(("drainage", DispatchBasis.Ruling, ruled.Number), (advice.Department, advice.Basis, advice.CaseNumber));
        Assert.Equal($"Ruled in case {ruled.Number}: decree 12", advice.Reason.En);
        Assert.Equal("sanitation", advice.Alternatives[0].Department);
    }

    [Fact]
    public async Task It_says_nothing_of_another_class_or_of_a_place_farther_away()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        await RuleAsync(host, Reports.Garbage("a"), "drainage");

        Assert.Equal("municipal", (await AdviceAsync(host, Reports.Garbage("b") with { Category = "event/0113" })).Department);
        Assert.Equal("sanitation", (await AdviceAsync(host, Reports.Garbage("c") with { Lat = 31.3005 - (160 / 111_195.0) })).Department);
    }

    [Fact]
    public async Task A_ruling_about_a_component_is_for_that_component_and_comes_before_its_owner()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var lamps = (await host.Get<CityRegister>().CurrentAsync()).Components.Values.Where(c => c.Category == "component/0137").Take(2).ToList();
        CaseReport At(int lamp, string key) => Reports.Garbage(key) with { Category = "component/0137", ComponentCode = lamps[lamp].Code };
        await RuleAsync(host, At(0, "a"), "municipal");

        Assert.Equal(("municipal", DispatchBasis.Ruling), Of(await AdviceAsync(host, At(0, "b"))));
        Assert.Equal(("lighting", DispatchBasis.Owner), Of(await AdviceAsync(host, At(1, "c"))));

        static (string, DispatchBasis) Of(DispatchSuggestion advice) => (advice.Department, advice.Basis);
    }

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_ruling_that_was_ended_is_kept_and_suggested_no_more(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        var book = host.Get<RulingBook>();
        var ruled = await RuleAsync(host, Reports.Garbage("a"), "drainage");
        var kept = Assert.Single(await book.ListAsync(ended: false, 0, 10));
        Assert.Equal((ruled.Number, "drainage", "event/0110", "decree 12"), (kept.CaseNumber, kept.Department.Code, kept.Category.Code, kept.Basis));

        await Assert.ThrowsAsync<CaseInputException>(() => book.EndAsync(kept.Id, " ", People.Dispatcher));
        await book.EndAsync(kept.Id, "the street has another owner", People.Dispatcher);

        Assert.Equal("sanitation", (await AdviceAsync(host, Reports.Garbage("b"))).Department);
        Assert.Empty(await book.ListAsync(ended: false, 0, 10));
        Assert.Equal(("the street has another owner", People.Dispatcher.DisplayName), Assert.Single((await book.ListAsync(ended: true, 0, 10)).Select(r => (r.EndReason, r.EndedBy))));
        await Assert.ThrowsAsync<CaseInputException>(() => book.EndAsync(kept.Id, "again", People.Dispatcher));
        Assert.Null(await book.EndAsync(4711, "why", People.Dispatcher));
    }

    [Fact]
    public async Task The_newer_of_two_rulings_counts()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        await RuleAsync(host, Reports.Garbage("a"), "drainage");
        await RuleAsync(host, Reports.Garbage("b"), "parks");

        var advice = await AdviceAsync(host, Reports.Garbage("c"));

        Assert.Equal(["parks", "drainage"], [advice.Department, advice.Alternatives[0].Department]);
    }

    private static async Task<CaseDetail> RuleAsync(CaseworkHost host, CaseReport report, string department)
    {
        var one = await host.Desk.ReportAsync(report, People.Acceptor, accept: true);
        one = await host.WalkAsync(one, CaseStates.PendingHandling);
        one = await host.ActAsync(one, CaseActions.RequestReturn, People.Sanitation, NotOurs);
        one = await host.ActAsync(one, CaseActions.GrantReturn, People.Dispatcher);
        one = await host.ActAsync(one, CaseActions.ReferDispute, People.Dispatcher, new() { Opinion = "nobody wants it" });
        return await host.ActAsync(one, CaseActions.Rule, People.Leader, new() { Department = department, Opinion = "it is theirs", Basis = "decree 12" });
    }

    private static async Task<DispatchSuggestion> AdviceAsync(CaseworkHost host, CaseReport report)
    {
        var one = await host.Desk.ReportAsync(report, People.Acceptor, accept: true);
        await host.ActAsync(one, CaseActions.File, People.ShiftLeader);
        var seen = await host.Desk.FindAsync(one.Number, People.Dispatcher);
        return Assert.Single(seen!.Actions, a => a.Key == CaseActions.Dispatch).Suggestion!;
    }
}
