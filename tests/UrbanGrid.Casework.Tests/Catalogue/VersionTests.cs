using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Catalogue.Versions;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Tests.Catalogue;

public sealed class VersionTests
{
    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_version_comes_into_force_by_its_date_and_is_looked_up_by_time(Store store)
    {
        await using var host = await CaseworkHost.StartAsync(store);
        var draft = await host.SetLimitAsync(await host.DraftAsync(), Drafts.Garbage, 2);
        var published = await host.PublishAsync(draft, later: TimeSpan.FromDays(1));
        Assert.Equal(VersionState.Scheduled, published.State);
        Assert.Equal("4 工作时", LimitNow(host));

        host.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal("2 工作时", LimitNow(host));
        var history = host.Get<CatalogueRegister>().Latest;
        Assert.Equal((1, 2), (history.VersionAt(published.EffectiveFrom!.Value - 1), history.VersionAt(published.EffectiveFrom.Value)));
        Assert.Equal(
            [VersionState.InForce, VersionState.Past], (await host.Get<CatalogueDesk>().ListAsync()).Select(v => v.State));
    }

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_case_keeps_the_limit_of_the_version_it_was_filed_by(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        var filed = await host.CaseInAsync(CaseStates.Handling, "incident:1");
        var reported = await host.CaseInAsync(CaseStates.Reported, "incident:2");
        await host.PublishAsync(await host.SetLimitAsync(await host.DraftAsync(), Drafts.Garbage, 2));
        host.Time.Advance(TimeSpan.FromMinutes(1));

        var old = (await host.Desk.FindAsync(filed.Number, People.Acceptor))!;
        var young = await host.WalkAsync(reported, CaseStates.Handling);

        Assert.Equal(("4 工作时", filed.CaseClock!.Deadline), (old.Condition.Limit.Zh, old.CaseClock!.Deadline));
        Assert.Equal("2 工作时", young.Condition.Limit.Zh);
        Assert.True(young.CaseClock!.Deadline < old.CaseClock.Deadline);
    }

    [Fact]
    public async Task A_later_version_changes_no_clock_of_a_case_that_is_checked_or_reworked()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.PendingCheck);
        await host.PublishAsync(await host.SetLimitAsync(await host.DraftAsync(), Drafts.Garbage, 1));

        detail = await host.FailCheckAsync(detail);

        Assert.Equal("4 工作时", detail.Condition.Limit.Zh);
    }

    [Fact]
    public async Task Another_hub_on_the_same_database_sees_what_was_published()
    {
        await using var host = await CaseworkHost.StartAsync();
        using var other = new CatalogueRegister(host.Get<IDbContextFactory<CaseworkDb>>(), new CaseworkOptions(), host.Time);
        await other.CurrentAsync();

        await host.PublishAsync(await host.SetLimitAsync(await host.DraftAsync(), Drafts.Garbage, 2));
        await other.CurrentAsync();

        Assert.Equal("2 工作时", other.InForce.Find(Drafts.Garbage)!.Conditions[0].Limit.ToText().Zh);
    }

    [Fact]
    public async Task What_is_in_force_or_past_stays_and_what_is_to_come_can_be_taken_back()
    {
        await using var host = await CaseworkHost.StartAsync();
        var desk = host.Get<CatalogueDesk>();
        var published = await host.PublishAsync(await host.DraftAsync(), later: TimeSpan.FromDays(1));

        Assert.Equal(CatalogueRefusal.Immutable, await RefusalAsync(() => host.SetLimitAsync(published, Drafts.Garbage, 9)));
        var draft = await desk.TakeBackAsync(published.Id, published.Revision, Drafts.Admin);
        draft = await host.PublishAsync(await host.SetLimitAsync(draft, Drafts.Garbage, 9));

        Assert.Equal(VersionState.InForce, draft.State);
        Assert.Equal(CatalogueRefusal.Immutable, await RefusalAsync(() => desk.TakeBackAsync(draft.Id, null, Drafts.Admin)));
        Assert.Equal(CatalogueRefusal.Immutable, await RefusalAsync(() => host.SetLimitAsync(draft with { Id = 1 }, Drafts.Garbage, 9)));
        Assert.Equal(CatalogueRefusal.Immutable, await RefusalAsync(() => desk.DeleteAsync(1, Drafts.Admin)));
    }

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task Of_two_people_who_change_a_draft_at_once_one_is_told_to_look_again(Store store)
    {
        await using var host = await CaseworkHost.StartAsync(store);
        var draft = await host.DraftAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 4).Select(async hours =>
        {
            try
            {
                await host.SetLimitAsync(draft, Drafts.Garbage, hours);
                return (CatalogueRefusal?)null;
            }
            catch (CatalogueRefusedException e)
            {
                return e.Refusal;
            }
        }));

        Assert.Single(outcomes, o => o is null);
        Assert.Equal(3, outcomes.Count(o => o == CatalogueRefusal.Changed));
    }

    [Fact]
    public async Task A_moment_that_is_past_or_taken_is_refused()
    {
        await using var host = await CaseworkHost.StartAsync();
        await host.PublishAsync(await host.DraftAsync(), later: TimeSpan.FromDays(1));
        var draft = await host.DraftAsync();

        Assert.Equal(CatalogueRefusal.Input, await RefusalAsync(() => host.PublishAsync(draft, later: TimeSpan.FromDays(-1))));
        Assert.Equal(CatalogueRefusal.Input, await RefusalAsync(() => host.PublishAsync(draft, later: TimeSpan.FromDays(1))));
    }

    [Fact]
    public async Task Nothing_new_is_reported_under_a_class_that_is_off_and_old_cases_go_on()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var old = await host.CaseInAsync(CaseStates.Reported, "incident:1");
        await host.PublishAsync(await host.SwitchOffAsync(await host.DraftAsync(), Drafts.Garbage));

        var refused = await Assert.ThrowsAsync<CaseInputException>(() => host.CaseInAsync(CaseStates.Reported, "incident:2"));

        Assert.Contains("停用", refused.Text.Zh, StringComparison.Ordinal);
        await host.WalkAsync(old, CaseStates.Closed);
    }

    [Fact]
    public async Task A_class_of_the_citys_own_can_be_reported_as_soon_as_it_is_in_force()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var draft = await host.DraftAsync();
        draft = await host.Get<CatalogueDesk>().SetClassAsync(draft.Id, Drafts.OwnClass, draft.Revision, Drafts.Admin);
        await host.PublishAsync(draft);

        var detail = await host.Desk.ReportAsync(Reports.Garbage("x") with { Category = Drafts.OwnClass.Code }, People.Acceptor, accept: false);

        Assert.Equal("共享雨伞乱放", detail.Category.Zh);
        Assert.Equal("市容环境", host.Get<CatalogueRegister>().InForce.Find(Drafts.OwnClass.Code)!.Major.Zh);
    }

    [Fact]
    public async Task What_is_the_citys_own_survives_a_change_of_the_standard()
    {
        await using var host = await CaseworkHost.StartAsync();
        var desk = host.Get<CatalogueDesk>();
        var draft = await host.SetLimitAsync(await host.DraftAsync(), Drafts.Garbage, 2);
        draft = await host.SwitchOffAsync(draft, "event/0112");
        await host.PublishAsync(await desk.SetClassAsync(draft.Id, Drafts.OwnClass, draft.Revision, Drafts.Admin));

        var (moved, left) = await desk.BeginAsync(from: null, "cjt214", note: null, Drafts.Admin);
        var cj = (await desk.ReadAsync(moved.Id)).Catalogue;

        Assert.Equal(("2 工作时", "local"), (cj.Find("event/0102")!.Conditions[0].Limit.ToText().Zh, cj.Find("event/0102")!.Conditions[0].Confidence));
        Assert.True(cj.Find("event/0104")!.IsOff); // 道路不洁
        Assert.Equal("共享雨伞乱放", cj.Find(Drafts.OwnClass.Code)?.Name.Zh);
        Assert.All(left, c => Assert.NotEqual(c.Name.Zh, cj.Find(c.Code)!.Name.Zh));
    }

    [Fact]
    public async Task A_class_of_the_standard_keeps_its_names_and_stays()
    {
        await using var host = await CaseworkHost.StartAsync();
        var desk = host.Get<CatalogueDesk>();
        var draft = await host.DraftAsync();

        Assert.Equal(CatalogueRefusal.Input, await RefusalAsync(() => desk.SetClassAsync(
            draft.Id, Drafts.OwnClass with { Code = Drafts.Garbage }, draft.Revision, Drafts.Admin)));
        Assert.Equal(CatalogueRefusal.Input, await RefusalAsync(() => desk.RemoveClassAsync(draft.Id, Drafts.Garbage, draft.Revision, Drafts.Admin)));
    }

    [Theory]
    [InlineData("event/1", "general", 1, "work_hour")]
    [InlineData("event/0170", "With Space", 1, "work_hour")]
    [InlineData("event/0170", "general", 0, "work_hour")]
    [InlineData("event/0170", "general", double.NaN, "work_hour")]
    [InlineData("event/0170", "general", 1, "fortnight")]
    public async Task A_class_that_cannot_be_is_refused(string code, string key, double limit, string unit)
    {
        await using var host = await CaseworkHost.StartAsync();
        var draft = await host.DraftAsync();
        var condition = Drafts.OwnClass.Conditions![0] with { Key = key, Limit = limit, Unit = unit };

        Assert.Equal(CatalogueRefusal.Input, await RefusalAsync(() => host.Get<CatalogueDesk>().SetClassAsync(
            draft.Id, Drafts.OwnClass with { Code = code, Conditions = [condition] }, draft.Revision, Drafts.Admin)));
    }

    [Fact]
    public async Task The_difference_tells_limits_in_words()
    {
        await using var host = await CaseworkHost.StartAsync();
        var draft = await host.SwitchOffAsync(await host.SetLimitAsync(await host.DraftAsync(), Drafts.Garbage, 2), "event/0112");

        var changes = await host.Get<CatalogueDesk>().DiffAsync(draft.Id, against: null);

        Assert.Equal(["condition_changed", "class_off"], changes.Select(c => c.Kind));
        Assert.Contains("4 工作时", changes[0].Before!.Zh, StringComparison.Ordinal);
        Assert.Contains("2 working hours", changes[0].After!.En, StringComparison.Ordinal);
    }

    private static string LimitNow(CaseworkHost host) =>
        host.Get<CatalogueRegister>().InForce.Find(Drafts.Garbage)!.Conditions[0].Limit.ToText().Zh;

    private static async Task<CatalogueRefusal> RefusalAsync(Func<Task> act) =>
        (await Assert.ThrowsAsync<CatalogueRefusedException>(act)).Refusal;
}
