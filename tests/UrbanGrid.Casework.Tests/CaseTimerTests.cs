using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Timers;

namespace UrbanGrid.Casework.Tests;

public sealed class CaseTimerTests
{
    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task A_hung_up_case_goes_on_once_on_its_date_however_many_look(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        var detail = await host.CaseInAsync(CaseStates.Handling);
        var date = host.Time.GetUtcNow().AddDays(7);
        detail = await host.ActAsync(
            detail, CaseActions.RequestHangUp, People.Sanitation, new() { Opinion = "frozen", ResumeAt = date.ToUnixTimeMilliseconds() });
        await host.ActAsync(detail, CaseActions.GrantHangUp, People.Dispatcher);
        host.Time.Advance(TimeSpan.FromDays(6));
        Assert.Equal(0, await host.Get<CaseTimers>().RunAsync());
        host.Time.Advance(TimeSpan.FromDays(1));

        var looks = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => host.Get<CaseTimers>().RunAsync())));

        Assert.Equal(1, looks.Sum());
        var gone = await host.Desk.FindAsync(detail.Number, People.Dispatcher);
        Assert.Equal((CaseStates.PendingHandling, "system"), (gone!.State.Key, gone.Log[^1].Role.Key));
        Assert.Equal(0, await host.Get<CaseTimers>().RunAsync());
    }

    [Fact]
    public async Task A_closed_case_is_archived_when_nothing_has_happened_to_it_for_the_citys_time()
    {
        await using var host = await CaseworkHost.StartInCityAsync(new CaseworkOptions { ArchiveAfterDays = 10 });
        var detail = await host.CaseInAsync(CaseStates.Closed);
        host.Time.Advance(TimeSpan.FromDays(9));
        await host.ActAsync(detail, CaseActions.Visit, People.Acceptor, new() { Satisfaction = "satisfied" });
        host.Time.Advance(TimeSpan.FromDays(9));
        Assert.Equal(0, await host.Get<CaseTimers>().RunAsync());
        host.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(1, await host.Get<CaseTimers>().RunAsync());

        Assert.Equal(CaseStates.Archived, (await host.Desk.FindAsync(detail.Number, People.Acceptor))!.State.Key);
    }

    [Fact]
    public async Task What_a_device_raised_waits_for_its_look_until_somebody_has_looked()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var byCamera = await host.CaseInAsync(CaseStates.PendingReview, "incident:1");
        var report = Reports.Garbage("hand:2") with { Source = ReportSource.Collector };
        await host.WalkAsync(await host.Desk.ReportAsync(report, People.Collector, accept: false), CaseStates.PendingReview);

        Assert.Equal([byCamera.Number], await host.Get<DueCases>().AwaitingDeviceAsync());
        await host.ActAsync(byCamera, CaseActions.DeviceCheck, Actor.System, new() { Result = ActionInput.Pass });

        Assert.Empty(await host.Get<DueCases>().AwaitingDeviceAsync());
    }

    [Fact]
    public async Task What_was_opened_again_is_left_to_people()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.Closed);
        detail = await host.ActAsync(detail, CaseActions.Reopen, People.Acceptor, new() { Opinion = "still there" });
        await host.WalkAsync(detail, CaseStates.PendingReview);

        Assert.Empty(await host.Get<DueCases>().AwaitingDeviceAsync());
    }
}
