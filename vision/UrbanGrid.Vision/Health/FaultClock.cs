namespace UrbanGrid.Vision.Health;

/// <summary>What a look did to a fault.</summary>
internal enum FaultTurn
{
    None,
    Raised,
    Cleared,
}

/// <summary>
/// Hysteresis of one fault: its sign adds up, its absence takes away twice as fast, and only what adds up to the hold time
/// is told; what does not is a blip, and counted. Once told it lasts until the picture was good for the clear time.
/// </summary>
internal sealed class FaultClock(PictureFault fault, HealthSettings settings)
{
    private readonly double _hold = settings.HoldSeconds(fault);
    private double _bad;
    private double _worst;
    private double _good;
    private long _began;

    public PictureFault Fault => fault;

    /// <summary>Whether it has been told and not ended.</summary>
    public bool IsRaised { get; private set; }

    /// <summary>When the sign that led to it began, Unix ms.</summary>
    public long StartedAt => _began;

    /// <summary>Signs that went away before they were told.</summary>
    public long Blips { get; private set; }

    /// <summary>Takes a look's sign.</summary>
    /// <param name="sign">The sign.</param>
    /// <param name="seconds">Time since the look before.</param>
    /// <param name="since">When the sign began, if it began with this look, Unix ms.</param>
    public FaultTurn Advance(Sign sign, double seconds, long since)
    {
        if (IsRaised)
        {
            _good = sign.Kind switch
            {
                SignKind.Absent => _good + seconds,
                SignKind.Present => 0,
                _ => _good,
            };
            return _good >= settings.ClearSeconds ? Clear() : FaultTurn.None;
        }

        if (sign.Kind == SignKind.Present)
        {
            _began = _bad == 0 ? since : _began;
            _bad += seconds * sign.Weight;
            _worst = Math.Max(_worst, _bad);
        }
        else if (sign.Kind == SignKind.Absent && _bad > 0)
        {
            _bad = Math.Max(0, _bad - (2 * seconds));
            CountBlip();
        }

        IsRaised = _bad >= _hold;
        return IsRaised ? FaultTurn.Raised : FaultTurn.None;
    }

    /// <summary>Ends it at once, without waiting.</summary>
    public FaultTurn Clear()
    {
        var was = IsRaised;
        (IsRaised, _bad, _worst, _good) = (false, 0, 0, 0);
        return was ? FaultTurn.Cleared : FaultTurn.None;
    }

    private void CountBlip()
    {
        if (_bad == 0)
        {
            Blips += _worst > settings.BlipSeconds ? 1 : 0;
            _worst = 0;
        }
    }
}
