using System.Globalization;
using UrbanGrid.Casework.Clocks;

namespace UrbanGrid.Casework.Tests;

/// <summary>Examples of docs/domain-sources.md §3 worked out by hand; times are those of the city.</summary>
public sealed class WorkingCalendarTests
{
    private static readonly WorkingCalendar Calendar = new(
        TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
        WorkingCalendar.DefaultPeriods,
        new Dictionary<DateOnly, bool>
        {
            [new DateOnly(2026, 5, 1)] = false, // Labour Day, a Friday
            [new DateOnly(2026, 5, 4)] = false,
            [new DateOnly(2026, 5, 5)] = false,
            [new DateOnly(2026, 5, 9)] = true, // a Saturday worked instead
        });

    [Theory]
    [InlineData("4 work_hour", "2026-03-02 08:00", "2026-03-02 12:00")] // to the last moment before lunch
    [InlineData("4 work_hour", "2026-03-02 10:00", "2026-03-02 16:00")] // over lunch
    [InlineData("4 work_hour", "2026-03-02 13:00", "2026-03-02 18:00")] // from within lunch
    [InlineData("2 work_hour", "2026-03-02 17:00", "2026-03-03 09:00")] // over night
    [InlineData("2 work_hour", "2026-03-02 22:00", "2026-03-03 10:00")] // from the night
    [InlineData("4 work_hour", "2026-03-06 16:00", "2026-03-09 10:00")] // over the weekend
    [InlineData("1 work_day", "2026-03-02 10:00", "2026-03-03 10:00")]
    [InlineData("5 work_day", "2026-03-04 09:00", "2026-03-11 09:00")]
    [InlineData("1 work_day", "2026-04-30 14:00", "2026-05-06 12:00")] // over Labour Day
    [InlineData("1 work_day", "2026-05-08 14:00", "2026-05-09 12:00")] // the Saturday counts
    [InlineData("2 urgent_hour", "2026-05-01 23:00", "2026-05-02 01:00")] // night and holiday count
    [InlineData("1 urgent_day", "2026-03-07 10:00", "2026-03-08 10:00")]
    public void A_limit_ends_when_its_own_time_is_used_up(string limit, string from, string expected)
    {
        var parsed = Limit(limit);

        var end = Calendar.Add(At(from), Calendar.Length(parsed), parsed);

        Assert.Equal(At(expected), end);
        Assert.Equal(Calendar.Length(parsed), Calendar.Measure(At(from), end, parsed));
    }

    [Theory]
    [InlineData("2026-06-30 13:00", "2026-07-01 09:00")] // the last winter day: two hours that afternoon, two the next morning from 07:00
    [InlineData("2026-07-01 11:00", "2026-07-01 18:00")] // half an hour, then from 15:00 on with half an hour to go at 18:00
    public void A_season_has_hours_of_its_own(string from, string expected)
    {
        var summer = new Season(701, 831, [new(new TimeOnly(7, 0), new TimeOnly(11, 30)), new(new TimeOnly(15, 0), new TimeOnly(18, 30))]);
        var calendar = new WorkingCalendar(
            TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"),
            [new(new TimeOnly(8, 0), new TimeOnly(12, 0)), new(new TimeOnly(14, 0), new TimeOnly(16, 0))],
            new Dictionary<DateOnly, bool>(),
            [summer]);
        var limit = from.StartsWith("2026-06", StringComparison.Ordinal) ? Limit("4 work_hour") : Limit("3.5 work_hour");

        Assert.Equal(At(expected), calendar.Add(At(from), calendar.Length(limit), limit));
    }

    [Theory]
    [InlineData(1001, 430, "2026-12-31", true)] // over the turn of the year
    [InlineData(1001, 430, "2026-04-30", true)]
    [InlineData(1001, 430, "2026-05-01", false)]
    [InlineData(501, 930, "2026-09-30", true)]
    [InlineData(501, 930, "2026-10-01", false)]
    public void A_season_holds_from_its_first_to_its_last_day(int from, int to, string date, bool holds) =>
        Assert.Equal(holds, new Season(from, to, WorkingCalendar.DefaultPeriods).Holds(DateOnly.Parse(date, CultureInfo.InvariantCulture)));

    [Fact]
    public void A_date_begins_at_midnight_of_the_city()
    {
        var start = Calendar.StartOf(new DateOnly(2026, 3, 2));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 16, 0, 0, TimeSpan.Zero), start);
        Assert.Equal(new DateOnly(2026, 3, 2), Calendar.DateAt(start));
    }

    [Theory]
    [InlineData("2026-03-02 12:00", "2026-03-02 14:00", 0)] // lunch
    [InlineData("2026-03-02 11:00", "2026-03-02 15:00", 2)]
    [InlineData("2026-03-06 17:00", "2026-03-09 09:00", 2)] // weekend
    [InlineData("2026-04-30 17:00", "2026-05-06 09:00", 2)] // holiday
    [InlineData("2026-03-03 09:00", "2026-03-02 09:00", 0)] // not in order
    public void Only_working_time_counts_between_two_moments(string from, string to, double hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), Calendar.Measure(At(from), At(to), Limit("1 work_hour")));

    [Fact]
    public void A_calendar_without_working_time_is_refused()
    {
        var zone = TimeZoneInfo.Utc;
        var none = new Dictionary<DateOnly, bool>();
        var nine = new TimeOnly(9, 0);

        Assert.Throws<ArgumentException>(() => new WorkingCalendar(zone, [], none));
        Assert.Throws<ArgumentException>(() => new WorkingCalendar(zone, [new(nine, nine)], none));
        Assert.Throws<ArgumentException>(() => new WorkingCalendar(
            zone, [new(nine, new TimeOnly(12, 0)), new(new TimeOnly(11, 0), new TimeOnly(18, 0))], none));
    }

    [Theory]
    [InlineData("0.25 urgent_hour", "15 分钟", "15 minutes")]
    [InlineData("2 urgent_hour", "2 紧急工作时", "2 hours, day and night")]
    [InlineData("1 work_day", "1 工作日", "1 working day")]
    public void A_limit_is_said_in_both_languages(string limit, string zh, string en) =>
        Assert.Equal(new LocalText(zh, en), Limit(limit).ToText());

    [Theory]
    [InlineData(0, "work_day")]
    [InlineData(double.NaN, "work_day")]
    [InlineData(1, "fortnight")]
    public void A_limit_that_means_nothing_is_refused(double value, string unit) =>
        Assert.Throws<FormatException>(() => TimeLimit.Parse(value, unit));

    internal static DateTimeOffset At(string local) => new(
        DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), TimeSpan.FromHours(8));

    internal static TimeLimit Limit(string text)
    {
        var parts = text.Split(' ');
        return TimeLimit.Parse(double.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);
    }
}
