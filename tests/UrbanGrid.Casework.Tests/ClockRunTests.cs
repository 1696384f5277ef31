using UrbanGrid.Casework.Clocks;

namespace UrbanGrid.Casework.Tests;

public sealed class ClockRunTests
{
    private static readonly WorkingCalendar Calendar = new(
        TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
        WorkingCalendar.DefaultPeriods,
        new Dictionary<DateOnly, bool>());

    [Fact]
    public void A_pause_moves_the_deadline_by_the_working_time_it_took()
    {
        // 4 working hours from 08:00; paused 09:00–11:00: one hour used before, three after.
        var run = Run("4 work_hour", "2026-03-02 08:00", null, ("2026-03-02 09:00", "2026-03-02 11:00"));

        Assert.Equal(At("2026-03-02 16:00"), run.MomentOf(Calendar, 1));
        Assert.Equal(TimeSpan.FromHours(2), run.Paused(At("2026-03-02 18:00")));
    }

    [Fact]
    public void A_pause_over_lunch_costs_the_department_nothing_and_gives_it_nothing()
    {
        var run = Run("4 work_hour", "2026-03-02 10:00", null, ("2026-03-02 12:00", "2026-03-02 14:00"));

        Assert.Equal(At("2026-03-02 16:00"), run.MomentOf(Calendar, 1));
    }

    [Fact]
    public void A_share_reached_before_a_pause_is_not_moved_by_it()
    {
        var run = Run("4 work_hour", "2026-03-02 08:00", null, ("2026-03-02 11:30", "2026-03-02 17:00"));

        Assert.Equal(At("2026-03-02 11:12"), run.MomentOf(Calendar, 0.8));
        Assert.Equal(At("2026-03-02 17:30"), run.MomentOf(Calendar, 1));
    }

    [Fact]
    public void Nothing_is_used_while_a_pause_lasts()
    {
        var run = Run("2 urgent_hour", "2026-03-02 08:00", null, ("2026-03-02 09:00", null));

        Assert.Equal(0.5, run.UsedShare(Calendar, At("2026-03-02 09:00")));
        Assert.Equal(0.5, run.UsedShare(Calendar, At("2026-03-09 09:00")));
    }

    [Fact]
    public void Nothing_is_used_after_the_end()
    {
        var run = Run("2 urgent_hour", "2026-03-02 08:00", "2026-03-02 09:30");

        Assert.Equal(0.75, run.UsedShare(Calendar, At("2026-03-05 00:00")));
    }

    [Theory]
    [InlineData(0, "green")]
    [InlineData(96, "green")] // exactly 80 %
    [InlineData(97, "yellow")]
    [InlineData(120, "yellow")] // exactly the limit
    [InlineData(121, "red")]
    public void The_light_is_green_to_80_percent_yellow_to_the_limit_and_red_after(int minutes, string light)
    {
        var start = At("2026-03-02 08:00");
        var run = new ClockRun(WorkingCalendarTests.Limit("2 urgent_hour"), start, null, []);

        Assert.Equal(light, Light.At(
            run.MomentOf(Calendar, Light.YellowShare).ToUnixTimeMilliseconds(),
            run.MomentOf(Calendar, 1).ToUnixTimeMilliseconds(),
            start.AddMinutes(minutes).ToUnixTimeMilliseconds()));
    }

    [Fact]
    public void A_clock_without_limit_or_start_is_green() =>
        Assert.Equal(Light.Green, Light.At(null, null, long.MaxValue));

    private static ClockRun Run(
        string limit, string start, string? end, params (string From, string? To)[] pauses) => new(
        WorkingCalendarTests.Limit(limit),
        At(start),
        end is null ? null : At(end),
        [.. pauses.Select(p => new Pause(At(p.From), p.To is null ? null : At(p.To)))]);

    private static DateTimeOffset At(string local) => WorkingCalendarTests.At(local);
}
