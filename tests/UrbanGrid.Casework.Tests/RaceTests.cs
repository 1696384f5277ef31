using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Log;

namespace UrbanGrid.Casework.Tests;

public sealed class RaceTests
{
    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task Of_two_who_act_on_the_same_version_one_wins_and_the_other_is_told_the_new_one(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        var detail = await host.CaseInAsync(CaseStates.PendingFiling);

        var outcomes = await Task.WhenAll(
            TryAsync(() => host.ActAsync(detail, CaseActions.File, People.ShiftLeader)),
            TryAsync(() => host.ActAsync(
                detail, CaseActions.Decline, People.ShiftLeader, new() { Opinion = "small" })));

        var lost = Assert.IsType<CaseChangedException>(Assert.Single(outcomes, o => o is not null));
        Assert.Equal(detail.Version + 1, lost.CurrentVersion);
        Assert.True((await host.Get<CaseLogAudit>().VerifyAsync()).IsWhole);
    }

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_step_on_an_old_version_is_refused_even_when_the_law_would_allow_it(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        var old = await host.CaseInAsync(CaseStates.PendingFiling);
        await host.Desk.AddEvidenceAsync(
            old.Number, [new EvidenceLink(Reports.Photo, "image/jpeg", "detection", 1)], Actor.System);

        var lost = await Assert.ThrowsAsync<CaseChangedException>(
            () => host.ActAsync(old, CaseActions.File, People.ShiftLeader));

        Assert.Equal(old.Version + 1, lost.CurrentVersion);
        Assert.NotEqual(lost.Text.Zh, lost.Text.En);
    }

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task Parallel_reports_get_different_numbers_without_gaps(Store store)
    {
        await using var host = await CaseworkHost.StartAsync(store);

        var cases = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(
            () => host.Desk.ReportAsync(Reports.Garbage($"incident:{i}"), Actor.System, accept: false))));

        Assert.Equal(
            Enumerable.Range(1, 40).Select(i => $"E011020260302{i:D4}"), cases.Select(c => c.Number).Order());
        Assert.Equal(40, (await host.Get<CaseLogAudit>().VerifyAsync()).Entries);
    }

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task Parallel_reports_with_one_key_become_one_case(Store store)
    {
        await using var host = await CaseworkHost.StartAsync(store);

        var cases = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(
            () => host.Desk.ReportAsync(Reports.Garbage("incident:1"), People.Acceptor, accept: true))));

        Assert.Single(cases.Select(c => c.Number).Distinct());
        Assert.All(cases, c => Assert.Equal(2, c.Version));
    }

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task Of_those_who_do_not_name_a_version_each_gets_a_turn(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        var detail = await host.CaseInAsync(CaseStates.PendingFiling);

        await Task.WhenAll(Enumerable.Range(1, 10).Select(i => Task.Run(() => host.Desk.AddEvidenceAsync(
            detail.Number, [new EvidenceLink(Reports.Photo, "image/jpeg", "detection", i)], Actor.System))));

        Assert.Equal(detail.Version + 10, (await host.Desk.FindAsync(detail.Number, Actor.System))!.Version);
        Assert.True((await host.Get<CaseLogAudit>().VerifyAsync()).IsWhole);
    }

    private static async Task<Exception?> TryAsync(Func<Task> act)
    {
        try
        {
            await Task.Run(act);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
