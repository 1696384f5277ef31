using System.Globalization;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Rules;

/// <summary>A schedule in the city's zone. Remembers the span it last looked at, so that most questions cost two comparisons.</summary>
internal sealed class BoundSchedule(RuleSchedule schedule, TimeZoneInfo zone)
{
    private readonly TimeOnly _from = Parse(schedule.From);
    private readonly TimeOnly _to = Parse(schedule.To);
    private (long From, long To, bool Active) _known = (0, 0, false);

    public static TimeOnly Parse(string time) => TimeOnly.ParseExact(time, RuleSchedule.TimeFormat, CultureInfo.InvariantCulture);

    public bool IsActive(long timestamp)
    {
        if (timestamp < _known.From || timestamp >= _known.To)
        {
            _known = SpanAt(timestamp);
        }

        return _known.Active;
    }

    /// <summary>Next moment after <paramref name="timestamp"/> at which the answer may change, Unix ms.</summary>
    public long NextChange(long timestamp)
    {
        IsActive(timestamp);
        return _known.To;
    }

    /// <summary>The span between two boundaries, of which midnight is one, that holds a moment.</summary>
    private (long From, long To, bool Active) SpanAt(long timestamp)
    {
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(timestamp), zone).DateTime;
        TimeOnly[] boundaries = [TimeOnly.MinValue, _from, _to];
        var time = TimeOnly.FromDateTime(local);
        var begin = boundaries.Where(b => b <= time).Max();
        var later = boundaries.Where(b => b > time).ToArray();
        var end = later.Length > 0 ? local.Date + later.Min().ToTimeSpan() : local.Date.AddDays(1);
        var to = ToUnix(end);
        return (ToUnix(local.Date + begin.ToTimeSpan()), to > timestamp ? to : timestamp + 1, IsActiveAt(local, time));
    }

    private bool IsActiveAt(DateTime local, TimeOnly time)
    {
        if (_from != _to && !time.IsBetween(_from, _to))
        {
            return false;
        }

        var began = _to < _from && time < _to ? local.AddDays(-1) : local;
        var day = (Weekday)(((int)began.DayOfWeek + 6) % 7);
        return (schedule.Days.Count == 0 || schedule.Days.Contains(day)) && (schedule.Months.Count == 0 || schedule.Months.Contains(began.Month));
    }

    private long ToUnix(DateTime local)
    {
        // A time that a clock change skips is as far behind as the clock was put forward.
        var valid = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(valid, zone.GetUtcOffset(valid)).ToUnixTimeMilliseconds();
    }
}
