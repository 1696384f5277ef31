namespace UrbanGrid.Ingest.Rules;

/// <summary>Level and spread of each of the last <see cref="Weeks"/> weeks' hours; an hour without a reading is not a number.</summary>
internal sealed class HourHistory
{
    public const int Weeks = 5;
    public const int HoursOfWeek = 7 * HoursOfDay;

    private const int HoursOfDay = 24;
    private const int Capacity = Weeks * HoursOfWeek;

    private readonly float[] _levels = Filled();
    private readonly float[] _spreads = Filled();
    private long _newest = long.MinValue;

    /// <summary>Days of which at least one hour is known.</summary>
    public int Days { get; private set; }

    /// <summary>Keeps an hour, numbered from the epoch in local time; hours come in order.</summary>
    public void Put(long hour, float level, float spread)
    {
        if (_newest == long.MinValue || hour - _newest > Capacity)
        {
            _levels.AsSpan().Fill(float.NaN);
        }
        else
        {
            for (var skipped = _newest + 1; skipped < hour; skipped++)
            {
                _levels[Slot(skipped)] = float.NaN;
            }
        }

        _newest = hour;
        (_levels[Slot(hour)], _spreads[Slot(hour)]) = (level, spread);
        Days = CountDays();
    }

    /// <summary>Moves every level, when the metric has moved for good.</summary>
    public void Shift(double by)
    {
        foreach (ref var level in _levels.AsSpan())
        {
            level += (float)by;
        }
    }

    /// <summary>What is known of the same hour of all days; the kind is the weekday in the numbering of <see cref="WeekdayOf"/>.</summary>
    public int Like(long hour, Span<(float Level, float Spread, int Kind)> found)
    {
        var count = 0;
        for (var day = 0; day < Weeks * 7; day++)
        {
            var slot = (Mod(hour, HoursOfDay) + (day * HoursOfDay)) % Capacity;
            if (!float.IsNaN(_levels[slot]))
            {
                found[count++] = (_levels[slot], _spreads[slot], day % 7);
            }
        }

        return count;
    }

    /// <summary>Weekday of an hour; 0 is a Thursday, the first day of 1970.</summary>
    public static int WeekdayOf(long hour) => Mod(hour, HoursOfWeek) / HoursOfDay;

    /// <summary>Whether a weekday is a Saturday or a Sunday.</summary>
    public static bool IsWeekend(int weekday) => weekday is 2 or 3;

    private int CountDays()
    {
        var days = 0;
        for (var day = 0; day < Capacity; day += HoursOfDay)
        {
            days += _levels.AsSpan(day, HoursOfDay).ContainsAnyExcept(float.NaN) ? 1 : 0;
        }

        return days;
    }

    private static float[] Filled()
    {
        var empty = new float[Capacity];
        empty.AsSpan().Fill(float.NaN);
        return empty;
    }

    private static int Slot(long hour) => Mod(hour, Capacity);

    private static int Mod(long value, int by) => (int)(((value % by) + by) % by);
}
