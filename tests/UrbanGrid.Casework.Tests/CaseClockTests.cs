using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Tests;

/// <summary>The clocks of real cases; the test's day is Monday 2026-03-02, 08:00 in the city.</summary>
public sealed class CaseClockTests
{
    [Fact]
    public async Task Filing_fixes_the_limit_and_dispatch_starts_the_handling_clock()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.PendingFiling);
        Assert.Null(detail.CaseClock);

        detail = await host.WalkAsync(detail, CaseStates.PendingDispatch);
        Assert.Equal("4 工作时", detail.CaseClock!.Limit!.Zh);
        Assert.Null(detail.CaseClock.StartedAt);
        Assert.Null(detail.CaseClock.Deadline);

        host.Time.Advance(TimeSpan.FromHours(2)); // 10:00; lunch lies ahead
        detail = await host.WalkAsync(detail, CaseStates.PendingHandling);
        Assert.Equal(Ms("2026-03-02 10:00"), detail.CaseClock!.StartedAt);
        Assert.Equal(Ms("2026-03-02 16:00"), detail.CaseClock.Deadline);
    }

    [Fact]
    public async Task The_condition_chosen_at_filing_carries_its_own_limit()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var cover = Reports.Garbage("incident:1") with { Category = "component/0103" };
        var detail = await host.Desk.ReportAsync(cover, People.Acceptor, accept: true);

        detail = await host.ActAsync(detail, CaseActions.File, People.ShiftLeader, new() { Condition = "noise" });

        Assert.Equal("noise", detail.Condition.Key);
        Assert.Equal("2 工作日", detail.CaseClock!.Limit!.Zh);
    }

    [Fact]
    public async Task Working_time_stands_over_lunch_and_the_light_changes_at_80_and_100_percent()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        host.Time.Advance(TimeSpan.FromHours(2));
        var detail = await host.CaseInAsync(CaseStates.Handling); // 10:00, deadline 16:00

        host.Time.Advance(TimeSpan.FromHours(4)); // 14:00: two of four hours
        Assert.Equal((0.5, "green"), await ShareAndLightAsync(host, detail));
        host.Time.Advance(TimeSpan.FromMinutes(73)); // 15:13
        Assert.Equal("yellow", (await ShareAndLightAsync(host, detail)).Light);
        host.Time.Advance(TimeSpan.FromMinutes(48)); // 16:01
        Assert.Equal("red", (await ShareAndLightAsync(host, detail)).Light);
    }

    [Fact]
    public async Task Feedback_stops_the_handling_clock_and_rework_resumes_it_where_it_stood()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.Handling); // 08:00
        host.Time.Advance(TimeSpan.FromHours(1));
        detail = await host.WalkAsync(detail, CaseStates.PendingCheck); // 09:00
        Assert.Equal(Ms("2026-03-02 09:00"), detail.CaseClock!.EndedAt);

        host.Time.Advance(TimeSpan.FromHours(2)); // 11:00
        Assert.Equal(0.25, (await ShareAndLightAsync(host, detail)).Share);
        detail = await host.FailCheckAsync(detail);

        Assert.Null(detail.CaseClock!.EndedAt);
        Assert.Equal(Ms("2026-03-02 08:00"), detail.CaseClock.StartedAt);
        Assert.Equal(0.25, detail.CaseClock.UsedShare);
        Assert.Equal(Ms("2026-03-02 16:00"), detail.CaseClock.Deadline); // one hour to lunch, two after
        Assert.Equal(TimeSpan.FromHours(2).TotalMilliseconds, detail.CaseClock.PausedMs);
    }

    [Fact]
    public async Task Each_state_has_its_own_stage_clock()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        var detail = await host.CaseInAsync(CaseStates.Reported);
        Assert.Equal("15 分钟", detail.StageClock!.Limit!.Zh);

        host.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal("red", (await host.Desk.FindAsync(detail.Number, People.Acceptor))!.StageClock!.Light);

        detail = await host.WalkAsync(detail, CaseStates.PendingFiling);
        Assert.Equal("green", detail.StageClock!.Light);
        Assert.Equal(detail.ReportedAt + (16 * 60_000), detail.StageClock.StartedAt);
    }

    [Fact]
    public async Task A_public_holiday_of_the_city_does_not_count()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        host.Time.Advance(WorkingCalendarTests.At("2026-04-30 17:00") - host.Time.GetUtcNow());

        var detail = await host.CaseInAsync(CaseStates.Handling);

        Assert.Equal(Ms("2026-05-06 11:00"), detail.CaseClock!.Deadline);
    }

    private static async Task<(double Share, string Light)> ShareAndLightAsync(CaseworkHost host, CaseDetail detail)
    {
        var clock = (await host.Desk.FindAsync(detail.Number, People.Sanitation))!.CaseClock!;
        return (clock.UsedShare, clock.Light);
    }

    private static long Ms(string local) => WorkingCalendarTests.At(local).ToUnixTimeMilliseconds();
}
