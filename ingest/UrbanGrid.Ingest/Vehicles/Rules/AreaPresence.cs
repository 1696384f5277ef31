using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Vehicles.Geofences;

namespace UrbanGrid.Ingest.Vehicles.Rules;

/// <summary>What became of a presence.</summary>
internal enum AreaChange
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>It has been inside for long enough.</summary>
    Entered,
    /// <summary>It has been outside for long enough.</summary>
    Left,
    /// <summary>It came in and went out before that counted.</summary>
    Gone,
}

/// <summary>A vehicle in one area, or about to be.</summary>
internal sealed class AreaPresence
{
    private enum Phase
    {
        Entering,
        Inside,
        Leaving,
        Gone,
    }

    private Phase _phase;

    private AreaPresence(Fence fence, long since, GeoPoint place, double? speed) => (Fence, Since, Place, SpeedKmh) = (fence, since, place, speed);

    public Fence Fence { get; set; }

    /// <summary>First fix inside, Unix ms.</summary>
    public long Since { get; }

    /// <summary>First fix outside, while it is leaving.</summary>
    public long LeavingSince { get; private set; }

    /// <summary>Where it came in, or is going out.</summary>
    public GeoPoint Place { get; private set; }

    /// <summary>How fast it came in, or is going out.</summary>
    public double? SpeedKmh { get; private set; }

    /// <summary>Whether the area counted when that was last looked at.</summary>
    public bool Counted { get; set; }

    /// <summary>Whether the last fix is near it.</summary>
    public bool Seen { get; set; }

    /// <summary>Metres to the border at the last fix, negative inside.</summary>
    public double DistanceM { get; set; }

    public bool IsInside => _phase is Phase.Inside or Phase.Leaving;

    /// <summary>When time alone changes it; null for never.</summary>
    public long? Due => _phase switch
    {
        Phase.Entering => Since + Fence.EnterMs,
        Phase.Leaving => LeavingSince + Fence.LeaveMs,
        _ => null,
    };

    public static AreaPresence Entering(Fence fence, long since, GeoPoint place, double? speed) => new(fence, since, place, speed);

    public static AreaPresence In(Fence fence, long since, GeoPoint place, bool counted) =>
        new(fence, since, place, null) { _phase = Phase.Inside, Counted = counted };

    /// <summary>A fix lies so far from the border.</summary>
    public void Move(double distanceM, VehicleSituation now)
    {
        switch (_phase)
        {
            case Phase.Entering when distanceM > 0:
                _phase = Phase.Gone;
                break;
            case Phase.Inside when distanceM > AreaWatch.WanderM:
                (_phase, LeavingSince, Place, SpeedKmh) = (Phase.Leaving, now.Time, now.Place, now.SpeedKmh);
                break;
            case Phase.Leaving when distanceM <= AreaWatch.WanderM:
                _phase = Phase.Inside;
                break;
            default:
                break;
        }
    }

    /// <summary>Whether a dwell time is over.</summary>
    public AreaChange Settle(long time)
    {
        switch (_phase)
        {
            case Phase.Gone:
                return AreaChange.Gone;
            case Phase.Entering when time >= Since + Fence.EnterMs:
                _phase = Phase.Inside;
                return AreaChange.Entered;
            case Phase.Leaving when time >= LeavingSince + Fence.LeaveMs:
                _phase = Phase.Gone;
                return AreaChange.Left;
            default:
                return AreaChange.None;
        }
    }
}
