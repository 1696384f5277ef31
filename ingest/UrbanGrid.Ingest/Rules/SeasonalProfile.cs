using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Rules;

/// <summary>
/// Learns what a metric reads at each hour of the week. Kept are the medians and spreads of the last weeks' hours (7 KiB); the
/// expectation is the median of the same hours of the same kind of day (workday or weekend, then each weekday), the band so many robust deviations around it, of the hours among each other
/// and of the readings within an hour. Readings outside the band teach nothing, unless they stay on one side for so long that
/// the level has moved for good.
/// </summary>
internal sealed class SeasonalProfile(AnomalyDefinition definition, TimeZoneInfo zone)
{
    /// <summary>Hours of the same weekday before they stand alone.</summary>
    private const int WeeksNeeded = 4;

    /// <summary>Residuals of so few weeks are too small by about this.</summary>
    private const double FewWeeks = 1.25;

    /// <summary>
    /// While only workdays and weekends are told apart, a day of five may lie elsewhere, a market day for instance: this
    /// quantile of the deviations covers it.
    /// </summary>
    private const double MixedQuantile = 0.8;

    /// <summary>Hours of the same kind of day before there is a band.</summary>
    private const int LeastAlike = 2;

    /// <summary>Hours of a day like this one before there is a band.</summary>
    private const int LeastHours = 5;

    private const long HourMs = 3_600_000;

    private readonly HourHistory _history = new();
    private readonly List<double> _outside = [];
    private readonly HourSample _inside = new();
    private (double Sum, int Count) _beside;
    private int _side;
    private long _hour = long.MinValue;
    private (long Hour, SeasonalBand? Band) _known = (long.MinValue, null);

    /// <summary>What it was asked to learn.</summary>
    public AnomalyDefinition Definition => definition;

    /// <summary>Time of the newest reading; null if there is none.</summary>
    public long? LearnedUntil { get; private set; }

    /// <summary>Learns from a reading; they come in order of time.</summary>
    public void Learn(long timestamp, double value)
    {
        var hour = HourOf(timestamp);
        if (hour < _hour || !double.IsFinite(value))
        {
            return;
        }

        if (hour > _hour)
        {
            CloseHour();
            _hour = hour;
        }

        LearnedUntil = timestamp;
        if (BandAt(timestamp) is not { } band || band.Contains(value))
        {
            _inside.Add(value);
            (_side, _beside) = (0, default);
            _outside.Clear();
            return;
        }

        var side = Math.Sign(value - band.Expected);
        if (side != _side)
        {
            _outside.Clear();
            (_side, _beside) = (side, default);
        }

        _beside = (_beside.Sum + value - band.Expected, _beside.Count + 1);
    }

    /// <summary>The band at a moment, past or to come; null while too little is known.</summary>
    public SeasonalBand? BandAt(long timestamp)
    {
        var hour = HourOf(timestamp);
        if (hour != _known.Hour)
        {
            _known = (hour, Compute(hour));
        }

        return _known.Band;
    }

    private long HourOf(long timestamp) =>
        (long)Math.Floor((timestamp + zone.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds(timestamp)).TotalMilliseconds) / HourMs);

    private void CloseHour()
    {
        if (_inside.Count > 0)
        {
            var (level, spread) = _inside.Close();
            _history.Put(_hour, level, spread);
        }

        if (_beside.Count > 0)
        {
            _outside.Add(_beside.Sum / _beside.Count);
        }

        _beside = default;
        if (_outside.Count >= definition.ShiftHours)
        {
            _outside.Sort();
            _history.Shift(_outside[_outside.Count / 2]);
            _outside.Clear();
            _side = 0;
        }

        _known = (long.MinValue, null);
    }

    private SeasonalBand? Compute(long hour)
    {
        Span<(float Level, float Spread, int Kind)> like = stackalloc (float, float, int)[HourHistory.Weeks * 7];
        like = like[.._history.Like(hour, like)];
        // The day that is running does not count: a first Sunday must not be judged by six other days.
        if (_history.Days <= definition.MinDays || like.Length < LeastHours)
        {
            return null;
        }

        var kind = HourHistory.WeekdayOf(hour);
        var weekly = CountOf(like, kind) >= WeeksNeeded;
        if (!weekly)
        {
            kind = HourHistory.IsWeekend(kind) ? 1 : 0;
            foreach (ref var known in like)
            {
                known.Kind = HourHistory.IsWeekend(known.Kind) ? 1 : 0;
            }
        }

        if (CountOf(like, kind) < LeastAlike)
        {
            return null;
        }

        var expected = MedianOf(like, kind);
        Span<double> deviations = stackalloc double[like.Length];
        Span<double> spreads = stackalloc double[like.Length];
        for (var i = 0; i < like.Length; i++)
        {
            deviations[i] = Math.Abs(like[i].Level - MedianOf(like, like[i].Kind));
            spreads[i] = like[i].Spread;
        }

        var between = weekly ? Quantile(deviations, 0.5) * HourSample.MadToSigma * FewWeeks : Quantile(deviations, MixedQuantile);
        var within = Quantile(spreads, 0.5);
        var half = definition.BandMads * Math.Sqrt((between * between) + (within * within));
        return new SeasonalBand(expected, Math.Max(half, definition.MinBand), weekly);
    }

    private static int CountOf(ReadOnlySpan<(float Level, float Spread, int Kind)> hours, int kind)
    {
        var count = 0;
        foreach (var hour in hours)
        {
            count += hour.Kind == kind ? 1 : 0;
        }

        return count;
    }

    private static double MedianOf(ReadOnlySpan<(float Level, float Spread, int Kind)> hours, int kind)
    {
        Span<double> levels = stackalloc double[HourHistory.Weeks * 7];
        var count = 0;
        foreach (var hour in hours)
        {
            if (hour.Kind == kind)
            {
                levels[count++] = hour.Level;
            }
        }

        return Quantile(levels[..count], 0.5);
    }

    /// <summary>Quantile by linear interpolation; sorts what it is given.</summary>
    private static double Quantile(Span<double> values, double part)
    {
        values.Sort();
        var place = part * (values.Length - 1);
        var below = (int)place;
        return below + 1 < values.Length ? values[below] + ((place - below) * (values[below + 1] - values[below])) : values[below];
    }
}
