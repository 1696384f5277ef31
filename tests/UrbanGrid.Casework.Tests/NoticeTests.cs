using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Notices;

namespace UrbanGrid.Casework.Tests;

/// <summary>A case of exposed garbage has four working hours; it is handed to the department on Monday at 08:00.</summary>
public sealed class NoticeTests
{
    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_clock_is_told_once_when_it_turns_yellow_and_once_when_it_is_used_up_however_many_look(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        await host.CaseInAsync(CaseStates.Handling);
        host.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, await TellAsync(host));
        host.Time.Advance(TimeSpan.FromHours(1.5));

        var looks = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => TellAsync(host))));
        Assert.Equal(1, looks.Sum());
        Assert.Equal(["handling_soon"], await KindsAsync(host, People.Sanitation));
        Assert.Empty(await KindsAsync(host, People.Dispatcher));

        host.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, await TellAsync(host));
        Assert.Equal(0, await TellAsync(host));
        Assert.Equal(["handling_overdue", "handling_soon"], await KindsAsync(host, People.Sanitation));
        Assert.Equal(["handling_overdue"], await KindsAsync(host, People.Dispatcher));
    }

    [Fact]
    public async Task A_longer_limit_is_another_moment_and_is_told_again()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.Handling);
        host.Time.Advance(TimeSpan.FromHours(3.5));
        await TellAsync(host);
        detail = await host.ActAsync(detail, CaseActions.RequestDelay, People.Sanitation, new() { Opinion = "rain" });
        await host.ActAsync(detail, CaseActions.GrantDelay, People.Dispatcher);

        host.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, await TellAsync(host));
        host.Time.Advance(TimeSpan.FromHours(4));
        Assert.Equal(1, await TellAsync(host));
        Assert.Equal(["handling_soon", "handling_soon"], await KindsAsync(host, People.Sanitation));
    }

    [Fact]
    public async Task A_case_that_stays_overdue_for_months_is_not_told_anew_and_one_that_is_over_is_forgotten()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.Handling);
        host.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(2, await TellAsync(host));
        host.Time.Advance(TimeSpan.FromDays(70));
        Assert.Equal(0, await TellAsync(host));
        Assert.Equal(0, await TellAsync(host));
        Assert.Equal(["handling_overdue"], await KindsAsync(host, People.Sanitation));

        await host.ActAsync(detail, CaseActions.ForceClose, People.Leader, new() { Opinion = "settled otherwise" });
        await TellAsync(host);
        Assert.Empty(await KindsAsync(host, People.Sanitation));
    }

    [Fact]
    public async Task A_clock_that_stands_is_not_told()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.Handling);
        detail = await host.ActAsync(
            detail, CaseActions.RequestHangUp, People.Sanitation, new() { Opinion = "frozen", ResumeAt = host.Time.GetUtcNow().AddDays(20).ToUnixTimeMilliseconds() });
        await host.ActAsync(detail, CaseActions.GrantHangUp, People.Dispatcher);
        host.Time.Advance(TimeSpan.FromDays(10));

        Assert.Equal(0, await TellAsync(host));
    }

    [Fact]
    public async Task A_post_that_lets_a_step_wait_is_told_and_then_the_shift_leader()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        await host.CaseInAsync(CaseStates.Reported);
        host.Time.Advance(TimeSpan.FromMinutes(13));
        await TellAsync(host);
        Assert.Equal(["stage_soon"], await KindsAsync(host, People.Acceptor));
        Assert.Empty(await KindsAsync(host, People.ShiftLeader));

        host.Time.Advance(TimeSpan.FromMinutes(3));
        await TellAsync(host);
        Assert.Equal(["stage_overdue", "stage_soon"], await KindsAsync(host, People.Acceptor));
        Assert.Equal(["stage_overdue"], await KindsAsync(host, People.ShiftLeader));
    }

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task Everybody_sees_their_own_and_which_are_new(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        await host.CaseInAsync(CaseStates.Handling);
        host.Time.Advance(TimeSpan.FromHours(5));
        await TellAsync(host);
        var desk = host.Get<NoticeDesk>();

        Assert.Equal(0, (await desk.ReadAsync(People.Drainage)).Unseen);
        var own = await desk.ReadAsync(People.Sanitation);
        Assert.Equal((1, true, "event/0110"), (own.Unseen, own.Items[0].IsNew, own.Items[0].Category.Code));
        await desk.SeenAsync(People.Sanitation, own.Items[0].Id);
        await desk.SeenAsync(People.Sanitation, 0);

        own = await desk.ReadAsync(People.Sanitation);
        Assert.Equal((0, false), (own.Unseen, own.Items[0].IsNew));
        Assert.Equal(1, (await desk.ReadAsync(People.Dispatcher)).Unseen);
    }

    private static Task<int> TellAsync(CaseworkHost host) => host.Get<DueNotices>().TellAsync();

    private static async Task<IReadOnlyList<string>> KindsAsync(CaseworkHost host, Actor actor) =>
        [.. (await host.Get<NoticeDesk>().ReadAsync(actor)).Items.Select(n => n.Kind.Key)];
}
