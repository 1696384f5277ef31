using UrbanGrid.Contracts;
using UrbanGrid.Vision.Zones;

namespace UrbanGrid.Vision.Tests;

public sealed class ZoneScheduleTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly ZoneHours Night = new() { Days = [5], From = new TimeOnly(22, 0), To = new TimeOnly(6, 0) };

    [Theory]
    [InlineData("2026-03-06 21:59", false)]
    [InlineData("2026-03-06 22:00", true)]
    [InlineData("2026-03-07 05:59", true)]
    [InlineData("2026-03-07 06:00", false)]
    [InlineData("2026-03-07 23:00", false)]
    [InlineData("2026-03-06 05:00", false)]
    public void Fridays_night_ends_on_saturday_morning(string local, bool holds)
    {
        Assert.Equal(holds, new ZoneSchedule([Night], Shanghai).HoldsAt(StampOf(local)));
    }

    [Theory]
    [InlineData("2026-03-08 12:00", true)]
    [InlineData("2026-03-09 00:00", false)]
    public void The_same_begin_and_end_mean_the_whole_day(string local, bool holds)
    {
        var sunday = new ZoneHours { Days = [7], From = TimeOnly.MinValue, To = TimeOnly.MinValue };
        Assert.Equal(holds, new ZoneSchedule([sunday], Shanghai).HoldsAt(StampOf(local)));
    }

    [Fact]
    public void Without_hours_the_rule_always_holds()
    {
        Assert.True(new ZoneSchedule([], Shanghai).HoldsAt(0));
    }

    [Fact]
    public void The_hours_are_the_citys_not_the_machines()
    {
        var morning = new ZoneHours { From = new TimeOnly(7, 0), To = new TimeOnly(9, 0) };
        var stamp = new DateTimeOffset(2026, 7, 1, 7, 30, 0, TimeSpan.FromHours(2)).ToUnixTimeMilliseconds();
        Assert.True(new ZoneSchedule([morning], TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).HoldsAt(stamp));
        Assert.False(new ZoneSchedule([morning], Shanghai).HoldsAt(stamp));
    }

    private static long StampOf(string local) =>
        new DateTimeOffset(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(8)).ToUnixTimeMilliseconds();
}
