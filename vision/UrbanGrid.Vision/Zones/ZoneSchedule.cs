using UrbanGrid.Contracts;

namespace UrbanGrid.Vision.Zones;

/// <summary>Whether a zone's rule holds at a moment, in the city's own time; summer time and nights over midnight included.</summary>
internal sealed class ZoneSchedule(IReadOnlyList<ZoneHours> hours, TimeZoneInfo timeZone)
{
    private const long MinuteMs = 60_000;
    private long _minute = long.MinValue;
    private bool _holds;

    /// <summary>Whether the rule holds at a stamp, Unix ms. Worked out once a minute: hours begin and end on whole minutes.</summary>
    public bool HoldsAt(long stamp)
    {
        if (hours.Count == 0)
        {
            return true;
        }

        var minute = Math.DivRem(stamp, MinuteMs).Quotient;
        if (minute != _minute)
        {
            (_minute, _holds) = (minute, HoldsIn(stamp));
        }

        return _holds;
    }

    private static bool Includes(ZoneHours hours, DateTime local)
    {
        var time = TimeOnly.FromDateTime(local);
        if (hours.From < hours.To)
        {
            return IsOn(hours, local) && time >= hours.From && time < hours.To;
        }

        return (IsOn(hours, local) && time >= hours.From) || (IsOn(hours, local.AddDays(-1)) && time < hours.To);
    }

    private static bool IsOn(ZoneHours hours, DateTime day)
    {
        var number = day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek;
        return hours.Days.Count == 0 || hours.Days.Contains(number);
    }

    private bool HoldsIn(long stamp)
    {
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(stamp), timeZone).DateTime;
        foreach (var span in hours)
        {
            if (Includes(span, local))
            {
                return true;
            }
        }

        return false;
    }
}
