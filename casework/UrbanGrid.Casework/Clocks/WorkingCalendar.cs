namespace UrbanGrid.Casework.Clocks;

/// <summary>
/// The city's working time (工作日历, docs/domain-sources.md §3.1): periods of a working day, Monday to Friday, other periods in parts of the year, and a table of
/// exceptions – statutory holidays, and weekend days worked instead (调休).
/// </summary>
public sealed class WorkingCalendar
{
    private readonly TimeZoneInfo _zone;
    private readonly IReadOnlyList<WorkPeriod> _periods;
    private readonly IReadOnlyDictionary<DateOnly, bool> _exceptions;
    private readonly IReadOnlyList<Season> _seasons;

    /// <param name="zone">The city's time zone.</param>
    /// <param name="periods">Periods of one working day, in order, without overlap.</param>
    /// <param name="exceptions">Date → true: worked; false: free.</param>
    /// <param name="seasons">Parts of the year with other periods; none by default.</param>
    /// <exception cref="ArgumentException">The periods are empty, empty-ended or overlap.</exception>
    public WorkingCalendar(
        TimeZoneInfo zone, IReadOnlyList<WorkPeriod> periods, IReadOnlyDictionary<DateOnly, bool> exceptions,
        IReadOnlyList<Season>? seasons = null)
    {
        for (var i = 0; i < periods.Count; i++)
        {
            if (periods[i].End <= periods[i].Start || (i > 0 && periods[i].Start < periods[i - 1].End))
            {
                throw new ArgumentException("Working periods must be in order and must not overlap.", nameof(periods));
            }
        }

        if (periods.Count == 0)
        {
            throw new ArgumentException("A working day needs at least one period.", nameof(periods));
        }

        _zone = zone;
        _periods = periods;
        _exceptions = exceptions;
        _seasons = seasons ?? [];
        DayLength = periods.Aggregate(TimeSpan.Zero, (sum, p) => sum + p.Length);
    }

    /// <summary>08:00–12:00 and 14:00–18:00.</summary>
    public static IReadOnlyList<WorkPeriod> DefaultPeriods { get; } =
        [new(new TimeOnly(8, 0), new TimeOnly(12, 0)), new(new TimeOnly(14, 0), new TimeOnly(18, 0))];

    /// <summary>Working time that a limit of one working day grants, in every season.</summary>
    public TimeSpan DayLength { get; }

    /// <summary>The date in the city at this moment.</summary>
    public DateOnly DateAt(DateTimeOffset moment) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, _zone).DateTime);

    /// <summary>Midnight in the city at the beginning of the date.</summary>
    public DateTimeOffset StartOf(DateOnly date) => At(date, TimeOnly.MinValue);

    /// <summary>True when the date is worked.</summary>
    public bool IsWorkingDay(DateOnly date) => _exceptions.TryGetValue(date, out var worked)
        ? worked
        : date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>How much time a limit grants, counted in its own way.</summary>
    public TimeSpan Length(TimeLimit limit) => limit.Unit switch
    {
        LimitUnit.UrgentDay => TimeSpan.FromDays(limit.Value),
        LimitUnit.WorkDay => DayLength * limit.Value,
        _ => TimeSpan.FromHours(limit.Value),
    };

    /// <summary>Time between two moments that counts for a limit; zero when they are not in order.</summary>
    public TimeSpan Measure(DateTimeOffset from, DateTimeOffset to, TimeLimit limit)
    {
        if (to <= from)
        {
            return TimeSpan.Zero;
        }

        if (limit.IsContinuous)
        {
            return to - from;
        }

        var sum = TimeSpan.Zero;
        for (var date = DateAt(from); date <= DateAt(to); date = date.AddDays(1))
        {
            foreach (var (start, end) in PeriodsOf(date))
            {
                var overlap = (end < to ? end : to) - (start > from ? start : from);
                sum += overlap > TimeSpan.Zero ? overlap : TimeSpan.Zero;
            }
        }

        return sum;
    }

    /// <summary>The first moment at which this length has been counted since <paramref name="from"/>.</summary>
    /// <exception cref="InvalidOperationException">The calendar has no working day for ten years.</exception>
    public DateTimeOffset Add(DateTimeOffset from, TimeSpan length, TimeLimit limit)
    {
        if (limit.IsContinuous || length <= TimeSpan.Zero)
        {
            return from + length;
        }

        var left = length;
        var date = DateAt(from);
        for (var lastDate = date.AddYears(10); date <= lastDate; date = date.AddDays(1))
        {
            foreach (var (start, end) in PeriodsOf(date))
            {
                var begin = start > from ? start : from;
                if (end > begin && end - begin >= left)
                {
                    return begin + left;
                }

                left -= end > begin ? end - begin : TimeSpan.Zero;
            }
        }

        throw new InvalidOperationException("The working calendar has no working time in the ten years asked for.");
    }

    private IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> PeriodsOf(DateOnly date)
    {
        if (!IsWorkingDay(date))
        {
            yield break;
        }

        foreach (var period in _seasons.FirstOrDefault(s => s.Holds(date))?.Periods ?? _periods)
        {
            yield return (At(date, period.Start), At(date, period.End));
        }
    }

    private DateTimeOffset At(DateOnly date, TimeOnly time)
    {
        var local = date.ToDateTime(time);
        return new DateTimeOffset(local, _zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
