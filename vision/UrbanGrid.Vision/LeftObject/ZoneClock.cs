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

    /// <summary>Whether the dwell is over.</summary>
    public bool IsDue => Dwell >= Zone.Zone.DwellSeconds;

    /// <summary>A thing that stands in an occupancy zone counts from the moment it stood.</summary>
    public void StartWith(double seconds) => Dwell = Zone.IsDumping ? 0 : seconds;

    /// <summary>
    /// Adds a frame. In a dumping zone presence pauses the clock and only long presence resets it; in an occupancy zone
    /// nobody's presence matters.
    /// </summary>
    /// <returns>Whether the clock was reset.</returns>
    public bool Advance(double elapsed, bool seen, bool attended, bool covered)
    {
        if (!Zone.IsDumping)
        {
            Dwell += seen ? elapsed : 0;
            return false;
        }

        if (attended || covered)
        {
            _presence += elapsed;
            if (attended && _presence > settings.PresenceResetSeconds)
            {
                Dwell = 0;
                return true;
            }
        }
        else if (seen)
        {
            _presence = 0;
            Dwell += elapsed;
        }

        return false;
    }
}
