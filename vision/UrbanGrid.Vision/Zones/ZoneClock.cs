using UrbanGrid.Contracts;

namespace UrbanGrid.Vision.Zones;

/// <summary>How long one region has counted in one zone.</summary>
internal sealed class ZoneClock(WatchedZone zone, LeftObjectSettings settings)
{
    private double _presence;
    private double _quiet;
    private bool _credited = true;
    private double _watched;
    private double _attended;
    private bool _closed;

    public WatchedZone Zone { get; } = zone;

    /// <summary>Time that counts against the zone's limit, seconds.</summary>
    public double Dwell { get; private set; }

    /// <summary>Since when the rule has been broken, Unix ms: the thing came, or the zone's hours began.</summary>
    public required long Since { get; set; }

    /// <summary>Whether somebody was near in the last frame.</summary>
    public bool IsAttended { get; private set; }

    /// <summary>Whether the zone's hours held in the last frame.</summary>
    public bool IsOpen => !_closed;

    /// <summary>Share of the time in which somebody was near, 0..1.</summary>
    public double PresenceShare => _watched == 0 ? 0 : _attended / _watched;

    /// <summary>The alarm while it holds.</summary>
    public Alarm? Alarm { get; set; }

    /// <summary>Size of the thing when it was last told, pixels of the work grid.</summary>
    public int ReportedArea { get; set; }

    /// <summary>When the judges last heard it.</summary>
    public double HeardAt { get; set; } = double.NegativeInfinity;

    /// <summary>Which judge did not agree at the last hearing; null where all did or none was held.</summary>
    public string? Objection { get; set; }

    /// <summary>Whether the judges should look at it, some time before the dwell is over.</summary>
    public bool IsNearlyDue =>
        Alarm is null && IsOpen && Dwell + (_credited ? 0 : settings.PresenceSeconds) >= Zone.Zone.DwellSeconds - settings.HearingBeforeSeconds;

    /// <summary>Whether it has lain long enough to tell light and ghosts from things.</summary>
    public bool IsSettled => Alarm is null && IsOpen && Dwell >= Math.Min(settings.SettledSeconds, Zone.Zone.DwellSeconds);

    /// <summary>Whether the dwell is over.</summary>
    public bool IsDue => Dwell >= Zone.Zone.DwellSeconds + (Zone.IsDumping ? settings.AloneMarginSeconds : 0);

    /// <summary>A thing counts from the moment it stood, in a dumping zone from the moment it was alone, some seconds before it is seen.</summary>
    public void StartWith(double seconds)
    {
        Dwell = seconds;
        _quiet = seconds;
        _credited = seconds > 0;
    }

    /// <summary>It turns out that the thing has been alone for so long already.</summary>
    public void CreditAtLeast(double seconds)
    {
        if (seconds > Dwell)
        {
            StartWith(seconds);
        }
    }

    /// <summary>The thing that another clock has counted is this one now: its alarm and time go over.</summary>
    public void TakeOver(ZoneClock other)
    {
        (Alarm, ReportedArea, Since, Dwell) = (other.Alarm, other.ReportedArea, other.Since, Math.Max(Dwell, other.Dwell));
        other.Alarm = null;
    }

    /// <summary>The hours are over: the alarm has been taken off, and what still stands when they begin again counts anew.</summary>
    public void Close()
    {
        _closed = true;
        _presence = 0;
        Dwell = 0;
        Alarm = null;
        IsAttended = false;
    }

    /// <summary>
    /// Adds a frame. In a dumping zone presence pauses the clock and only long presence turns it back, second by second:
    /// a train or a queue that passes must not undo a minute's waiting at once. In an occupancy zone nobody's presence
    /// matters, and a thing behind passers-by still stands there.
    /// </summary>
    public void Advance(Tick tick, bool seen, bool attended, bool covered)
    {
        if (_closed)
        {
            (_closed, Since) = (false, tick.Stamp);
        }

        var elapsed = tick.Elapsed;
        IsAttended = attended;
        _watched += elapsed;
        _attended += attended ? elapsed : 0;
        if (!Zone.IsDumping)
        {
            Dwell += seen || covered ? elapsed : 0;
        }
        else if (attended || covered)
        {
            _presence += elapsed;
            _quiet = attended ? 0 : _quiet;
            Dwell -= attended && _presence > settings.PresenceTurnsBackSeconds ? Math.Min(elapsed, Dwell) : 0;
        }
        else if (seen)
        {
            _presence = 0;
            Dwell += elapsed;
            Credit(elapsed);
        }
    }

    /// <summary>
    /// That somebody is gone is known only some seconds later, in which the thing has been alone already: they are added once
    /// it is sure that nobody only stood still for a moment.
    /// </summary>
    private void Credit(double elapsed)
    {
        _credited &= _quiet > 0;
        _quiet += elapsed;
        if (!_credited && _quiet >= settings.QuietSeconds)
        {
            _credited = true;
            Dwell += settings.PresenceSeconds;
        }
    }
}
