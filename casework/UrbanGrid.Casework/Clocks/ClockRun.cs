namespace UrbanGrid.Casework.Clocks;

/// <summary>A started clock: its limit, its span and the spans inside it that do not count.</summary>
/// <param name="Limit">What may be used.</param>
/// <param name="Start">When it started.</param>
/// <param name="End">When it ended; null while it runs.</param>
/// <param name="Pauses">In order, without overlap; only the last may be open.</param>
public sealed record ClockRun(
    TimeLimit Limit, DateTimeOffset Start, DateTimeOffset? End, IReadOnlyList<Pause> Pauses)
{
    /// <summary>Share of the limit used at a moment; 1 is the deadline.</summary>
    public double UsedShare(WorkingCalendar calendar, DateTimeOffset now)
    {
        var until = End < now ? End.Value : now;
        var used = TimeSpan.Zero;
        foreach (var (start, end) in Segments())
        {
            used += calendar.Measure(start, end < until ? end.Value : until, Limit);
        }

        return used / calendar.Length(Limit);
    }

    /// <summary>
    /// When this share of the limit is used up. A clock that stands is reckoned as if it went on from its last stretch.
    /// </summary>
    public DateTimeOffset MomentOf(WorkingCalendar calendar, double share)
    {
        var left = calendar.Length(Limit) * share;
        var segments = Segments().ToList();
        foreach (var (start, end) in segments.SkipLast(1))
        {
            var used = calendar.Measure(start, end!.Value, Limit);
            if (used >= left)
            {
                return calendar.Add(start, left, Limit);
            }

            left -= used;
        }

        return calendar.Add(segments[^1].Start, left, Limit);
    }

    /// <summary>Time on the wall that the pauses took so far.</summary>
    public TimeSpan Paused(DateTimeOffset now) =>
        Pauses.Aggregate(TimeSpan.Zero, (sum, p) => sum + ((p.End ?? End ?? now) - p.Start));

    private IEnumerable<(DateTimeOffset Start, DateTimeOffset? End)> Segments()
    {
        var start = Start;
        foreach (var pause in Pauses)
        {
            yield return (start, pause.Start);
            if (pause.End is null)
            {
                yield break;
            }

            start = pause.End.Value;
        }

        yield return (start, End);
    }
}
