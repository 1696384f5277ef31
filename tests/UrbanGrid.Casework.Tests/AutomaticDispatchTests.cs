using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Assignment;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Tests;

/// <summary>Classes that the city chose are dispatched as soon as they are filed (自动派遣).</summary>
public sealed class AutomaticDispatchTests
{
    [Fact]
    public async Task It_is_off_until_the_city_chooses_classes()
    {
        await using var host = await CaseworkHost.StartInCityAsync();

        Assert.Equal(CaseStates.PendingDispatch, (await FileAsync(host, Reports.Garbage("a"))).State.Key);
        Assert.Empty(await host.Get<DispatchRules>().ListAsync());
    }

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_filed_case_of_a_chosen_class_goes_to_the_department_that_the_matrix_names_and_the_log_says_why(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        await ChooseAsync(host, "event/01*", "320599");

        var one = await FileAsync(host, Reports.Garbage("a"));

        Assert.Equal((CaseStates.PendingHandling, "sanitation"), (one.State.Key, one.Department?.Code));
        Assert.Equal(one.ReportedAt, one.CaseClock!.StartedAt);
        var entry = one.Log[^1];
        Assert.Equal((CaseActions.Dispatch, Roles.System, CaseActions.File), (entry.Action.Key, entry.Role.Key, one.Log[^2].Action.Key));
        Assert.Contains("Dispatched automatically. Responsibility matrix: Street environment", entry.Opinion, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("event/02*", "*")] // another major class
    [InlineData("event/0110", "320599002")] // another sub-district
    public async Task Other_classes_and_other_places_wait_for_a_dispatcher(string category, string area)
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        if (area == "*")
        {
            await ChooseAsync(host, category, area);
        }
        else
        {
            await Assert.ThrowsAsync<CaseInputException>(() => ChooseAsync(host, category, area));
        }

        Assert.Equal(CaseStates.PendingDispatch, (await FileAsync(host, Reports.Garbage("a"))).State.Key);
    }

    [Fact]
    public async Task Nobody_is_sent_what_only_the_default_unit_would_get()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        await ChooseAsync(host, "*", "*");

        var outside = await FileAsync(host, Reports.Garbage("a") with { Lat = 31.5 });

        Assert.Equal(CaseStates.PendingDispatch, outside.State.Key);
    }

    [Fact]
    public async Task What_was_returned_or_opened_again_is_left_to_people()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var again = await host.CaseInAsync(CaseStates.Closed);
        again = await host.ActAsync(again, CaseActions.Reopen, People.Acceptor, new() { Opinion = "still there" });
        await ChooseAsync(host, "event/*", "*");

        again = await host.ActAsync(again, CaseActions.File, People.ShiftLeader);
        Assert.Equal(CaseStates.PendingDispatch, again.State.Key);

        var one = await FileAsync(host, Reports.Garbage("b"));
        one = await host.ActAsync(one, CaseActions.RequestReturn, People.Sanitation, new() { Opinion = "not ours", Basis = "row 3" });
        one = await host.ActAsync(one, CaseActions.GrantReturn, People.Dispatcher);
        Assert.Equal(CaseStates.PendingDispatch, one.State.Key);
    }

    [Fact]
    public async Task A_choice_that_is_taken_back_leaves_cases_to_the_dispatchers()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var rule = await ChooseAsync(host, "event/0110", "*");

        await Assert.ThrowsAsync<CaseInputException>(() => ChooseAsync(host, "event/0110", "*"));
        Assert.True(await host.Get<DispatchRules>().RemoveAsync(rule.Id));
        Assert.False(await host.Get<DispatchRules>().RemoveAsync(rule.Id));

        Assert.Equal(CaseStates.PendingDispatch, (await FileAsync(host, Reports.Garbage("a"))).State.Key);
    }

    private static Task<DispatchRule> ChooseAsync(CaseworkHost host, string category, string area) =>
        host.Get<DispatchRules>().AddAsync(category, area, People.Of(Roles.Admin));

    private static async Task<CaseDetail> FileAsync(CaseworkHost host, CaseReport report) =>
        await host.ActAsync(await host.Desk.ReportAsync(report, People.Acceptor, accept: true), CaseActions.File, People.ShiftLeader);
}
