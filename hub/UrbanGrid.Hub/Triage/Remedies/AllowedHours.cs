using System.Globalization;
using UrbanGrid.Contracts;

namespace UrbanGrid.Hub.Triage.Remedies;

/// <summary>Hours of the day in which things are allowed, as operators' rejections show them, and zone hours without them.</summary>
public static class AllowedHours
{
    private const int Day = 24 * 60;
    private const int Hour = 60;

    /// <summary>Longest span that is taken for allowed hours; more is no schedule.</summary>
    private const int Longest = 14 * Hour;

    /// <summary>
    /// The shortest span of whole hours, possibly over midnight, that holds all times; null if it would be most of the day.
    /// </summary>
    public static (int From, int To)? Around(IEnumerable<TimeSpan> times)
    {
        var minutes = times.Select(t => (int)t.TotalMinutes).Distinct().Order().ToList();
        // The widest gap between two neighbours round the clock is what the span leaves out.
        var (gap, after) = minutes.Select((m, i) =>
        {
            var next = minutes[(i + 1) % minutes.Count];
            var apart = next - m;
            return (Gap: apart <= 0 ? apart + Day : apart, After: next);
        }).MaxBy(g => g.Gap);
        var from = after / Hour * Hour;
        var length = ((after + Day - gap - from) / Hour * Hour) + Hour;
        return length > Longest ? null : (from, (from + length) % Day);
    }

    /// <summary>Zone hours with a span of each day taken out.</summary>
    public static IReadOnlyList<ZoneHours> Without(IReadOnlyList<ZoneHours> hours, (int From, int To) allowed)
    {
        (int From, int To)[] gaps = allowed.From < allowed.To ? [allowed] : [(allowed.From, Day), (0, allowed.To)];
        IEnumerable<ZoneHours> whole = hours.Count == 0 ? [new ZoneHours { From = TimeOnly.MinValue, To = TimeOnly.MinValue }] : hours;
        var left = whole.SelectMany(OfOneDay);
        foreach (var gap in gaps)
        {
            left = left.SelectMany(part => Cut(part, gap));
        }

        return [.. left.Select(p => new ZoneHours { Days = p.Days, From = Time(p.From), To = Time(p.To) })];
    }

    /// <summary>A minute of the day as people write it.</summary>
    public static string Text(int minute) => Time(minute).ToString("HH:mm", CultureInfo.InvariantCulture);

    private static TimeOnly Time(int minute) => TimeOnly.MinValue.AddMinutes(minute % Day);

    /// <summary>Hours over midnight are those of two days.</summary>
    private static IEnumerable<(IReadOnlyList<int> Days, int From, int To)> OfOneDay(ZoneHours hours)
    {
        var (from, to) = (Minute(hours.From), Minute(hours.To));
        if (from < to)
        {
            yield return (hours.Days, from, to);
            yield break;
        }

        yield return (hours.Days, from, Day);
        if (to > 0)
        {
            yield return ([.. hours.Days.Select(d => (d % 7) + 1)], 0, to);
        }
    }

    private static IEnumerable<(IReadOnlyList<int> Days, int From, int To)> Cut((IReadOnlyList<int> Days, int From, int To) part, (int From, int To) gap)
    {
        var before = part with { To = Math.Min(part.To, gap.From) };
        var after = part with { From = Math.Max(part.From, gap.To) };
        return new[] { before, after }.Where(p => p.From < p.To);
    }

    private static int Minute(TimeOnly time) => (time.Hour * Hour) + time.Minute;
}
