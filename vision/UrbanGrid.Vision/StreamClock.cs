namespace UrbanGrid.Vision;

/// <summary>One step of the scene's clock.</summary>
/// <param name="Now">Seconds since the first frame, gaps shortened.</param>
/// <param name="Elapsed">Seconds since the frame before, at most <see cref="StreamClock.StepMax"/>.</param>
/// <param name="Stamp">The frame's own stamp, Unix ms.</param>
internal readonly record struct Tick(double Now, double Elapsed, long Stamp)
{
    /// <summary>Stamp of a moment shortly before this one.</summary>
    public long StampOf(double moment) => Stamp - (long)Math.Round((Now - moment) * 1000);
}

/// <summary>
/// Seconds made of frame stamps. Repeated and late frames are dropped; a gap counts as <see cref="GapMax"/> at most, so
/// that nothing is held to have lain there while nobody looked; a clock that was set back is followed after a while.
/// </summary>
internal sealed class StreamClock
{
    /// <summary>Longest time between two frames that counts as watching, seconds.</summary>
    public const double StepMax = 1;

    private const double GapMax = 10;

    /// <summary>So many late frames in a row mean that the sender's clock was set back.</summary>
    private const int LateFramesMax = 25;

    private long? _last;
    private double _now;
    private int _late;

    /// <summary>Frames dropped because their stamp was not after the one before.</summary>
    public long Dropped { get; private set; }

    /// <summary>Advances to the stamp; null for a frame to be dropped.</summary>
    public Tick? Advance(long stamp)
    {
        if (_last is { } last)
        {
            if (stamp <= last && ++_late < LateFramesMax)
            {
                Dropped++;
                return null;
            }

            var seconds = stamp > last ? (stamp - last) / 1000.0 : StepMax;
            _now += Math.Min(seconds, GapMax);
            _last = stamp;
            _late = 0;
            return new Tick(_now, Math.Min(seconds, StepMax), stamp);
        }

        _last = stamp;
        return new Tick(_now, 0, stamp);
    }
}
