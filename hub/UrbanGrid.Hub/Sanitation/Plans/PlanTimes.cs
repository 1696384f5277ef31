using System.Globalization;

namespace UrbanGrid.Hub.Sanitation.Plans;

/// <summary>A span of time, Unix ms.</summary>
/// <param name="From">First moment.</param>
/// <param name="To">First moment after it.</param>
public readonly record struct TimeSpanMs(long From, long To);

/// <summary>What a moment means to a plan.</summary>
public enum Timing
{
    /// <summary>Before its hours: it does not count.</summary>
    Early,

    /// <summary>Within its hours.</summary>
    InTime,

    /// <summary>After its hours, on the same day.</summary>
    Late,

    /// <summary>Too late to be work of that day.</summary>
    Over,
}

/// <summary>When work on one part of a plan counts, on one day.</summary>
/// <param name="Spans">The hours, in order.</param>
/// <param name="LateUntil">Unix ms up to which work counts as late.</param>
public sealed record PlanTimes(IReadOnlyList<TimeSpanMs> Spans, long LateUntil)
{
    /// <summary>Minutes of a day.</summary>
    public const int DayMinutes = 24 * 60;

    /// <summary>Work of a night shift counts as late for so long after its hours (ours, [L]).</summary>
    private const int LateMinutes = 6 * 60;

    /// <summary>First moment.</summary>
    public long From => Spans[0].From;

    /// <summary>When the last of the hours is over.</summary>
    public long To => Spans[^1].To;

    /// <summary>Times on a day.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="route">The route; null for areas and collection points.</param>
    /// <param name="day">Day of the city.</param>
    /// <param name="days">The city's days.</param>
    public static PlanTimes Of(WorkPlan plan, PlanRoute? route, DateOnly day, CityDays days)
    {
        var spans = HoursOf(plan, route).Select(h => (From: Minutes(h.From)!.Value, To: Minutes(h.To)!.Value))
            .Select(h => (h.From, To: h.To > h.From ? h.To : h.To + DayMinutes))
            .OrderBy(h => h.From).ThenBy(h => h.To).ToList();
        var end = Math.Max(DayMinutes, spans[^1].To > DayMinutes ? spans.Max(s => s.To) + LateMinutes : 0);
        return new PlanTimes([.. spans.Select(s => new TimeSpanMs(days.At(day, s.From), days.At(day, s.To)))], days.At(day, end));
    }

    /// <summary>What a moment means.</summary>
    public Timing At(long moment)
    {
        if (moment >= LateUntil)
        {
            return Timing.Over;
        }

        var late = false;
        foreach (var span in Spans)
        {
            if (moment >= span.From && moment < span.To)
            {
                return Timing.InTime;
            }

            late |= moment >= span.To;
        }

        return late ? Timing.Late : Timing.Early;
    }

    /// <summary>Minutes since midnight of <c>HH:mm</c>, 24:00 included; null if it is no such hour.</summary>
    public static int? Minutes(string? text)
    {
        if (text is not { Length: 5 } || text[2] != ':'
            || !int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
            || !int.TryParse(text.AsSpan(3, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var minute)
            || minute > 59)
        {
            return null;
        }

        var minutes = (60 * hour) + minute;
        return minutes <= DayMinutes ? minutes : null;
    }

    private static IReadOnlyList<WorkHours> HoursOf(WorkPlan plan, PlanRoute? route) =>
        route is { Hours.Count: > 0 } ? route.Hours
        : plan.Hours.Count > 0 ? plan.Hours
        : [new WorkHours("00:00", WorkKinds.Table.Grades.FirstOrDefault(g => g.Grade == route?.Grade)?.By ?? "24:00")];
}
