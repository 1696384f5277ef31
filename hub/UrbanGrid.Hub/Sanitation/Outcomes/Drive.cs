using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Vehicles;

namespace UrbanGrid.Hub.Sanitation.Outcomes;

/// <summary>The way of a vehicle from one fix to the next.</summary>
/// <param name="From">The fix before.</param>
/// <param name="To">The fix.</param>
public readonly record struct Drive(PositionSample From, PositionSample To)
{
    /// <summary>After a longer silence nobody knows where the vehicle was: it does not count as work (ours, [L]).</summary>
    private const double LongestSeconds = 60;

    /// <summary>Nor after a longer way.</summary>
    private const double LongestM = 300;

    /// <summary>Faster than this no vehicle of a city drives: the fix is wrong.</summary>
    private const double PossibleKmh = 200;

    /// <summary>Slower than this is standing, however the receiver wanders.</summary>
    private const double StandingKmh = 2;

    /// <summary>Up to this a vehicle at a collection point counts as standing: it rolls from bin to bin.</summary>
    private const double RollingKmh = 5;

    /// <summary>Longest silence of a parked vehicle over which it is believed to have stood, seconds.</summary>
    private const double LongestParkedSeconds = 300;

    /// <summary>Time between the two, seconds.</summary>
    public double Seconds => (To.Timestamp - From.Timestamp) / 1000.0;

    /// <summary>Between the two, metres.</summary>
    public double Metres { get; } = From.Place.DistanceTo(To.Place);

    /// <summary>How fast, km/h: what the receiver measured at both ends, which is more exact than two places are; else of way and time.</summary>
    public double Kmh => From.SpeedKmh is { } a && To.SpeedKmh is { } b ? (a + b) / 2 : WayKmh;

    /// <summary>Metres that count as driven.</summary>
    public double DrivenM => Kmh >= StandingKmh && WayKmh <= PossibleKmh && Seconds <= 2 * LongestParkedSeconds ? Metres : 0;

    /// <summary>Whether it is known well enough where the vehicle was between the two.</summary>
    public bool IsKnown => Seconds <= LongestSeconds && Metres <= LongestM && WayKmh <= PossibleKmh;

    /// <summary>Whether it stood.</summary>
    public bool IsStanding => Kmh <= RollingKmh && WayKmh <= RollingKmh && Seconds <= LongestParkedSeconds;

    /// <summary>Whether the terminal says at both ends that brushes, nozzle or arm are at work.</summary>
    public bool IsWorking => Says(From, VehicleAttributes.Working) && Says(To, VehicleAttributes.Working);

    /// <summary>Whether a fix can be used: the receiver had one.</summary>
    public static bool IsUsable(PositionSample fix) => fix.Attributes.GetValueOrDefault(VehicleAttributes.Valid, 1) >= 0.5;

    private double WayKmh => Seconds <= 0 ? 0 : Metres / Seconds * 3.6;

    private static bool Says(PositionSample fix, string attribute) => fix.Attributes.GetValueOrDefault(attribute) >= 0.5;
}
