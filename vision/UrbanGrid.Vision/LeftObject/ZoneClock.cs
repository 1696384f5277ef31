using UrbanGrid.Contracts;

namespace UrbanGrid.Vision.LeftObject;

/// <summary>How long one region has counted in one zone.</summary>
internal sealed class ZoneClock(WatchedZone zone, LeftObjectSettings settings)
{
    private double _presence;

    public WatchedZone Zone { get; } = zone;

    /// <summary>Time that counts against the zone's limit, seconds.</summary>
    public double Dwell { get; private set; }

    /// <summary>The alarm while it holds.</summary>
    public Alarm? Alarm { get; set; }

    /// <summary>When the judges last heard it.</summary>
    public double HeardAt { get; set; } = double.NegativeInfinity;

    /// <summary>Whether the judges should look at it, some time before the dwell is over.</summary>
    public bool IsNearlyDue => Alarm is null && Dwell >= Zone.Zone.DwellSeconds - settings.HearingBeforeSeconds;

    /// <summary>Whether it has lain long enough to tell light and ghosts from things.</summary>
    public bool IsSettled => Alarm is null && Dwell >= Math.Min(settings.SettledSeconds, Zone.Zone.DwellSeconds);

    /// <summary>Whether the dwell is over.</summary>
    public bool IsDue => Dwell >= Zone.Zone.DwellSeconds;

    /// <summary>A thing that stands in an occupancy zone counts from the moment it stood.</summary>
    public void StartWith(double seconds) => Dwell = Zone.IsDumping ? 0 : seconds;

    /// <summary>
    /// Adds a frame. In a dumping zone presence pauses the clock and only long presence turns it back, second by second:
    /// a train or a queue that passes must not undo a minute's waiting at once. In an occupancy zone nobody's presence
    /// matters.
    /// </summary>
    public void Advance(double elapsed, bool seen, bool attended, bool covered)
    {
        if (!Zone.IsDumping)
        {
            Dwell += seen ? elapsed : 0;
        }
        else if (attended || covered)
        {
            _presence += elapsed;
            Dwell -= attended && _presence > settings.PresenceTurnsBackSeconds ? Math.Min(elapsed, Dwell) : 0;
        }
        else if (seen)
        {
            _presence = 0;
            Dwell += elapsed;
        }
    }
}
