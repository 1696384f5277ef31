using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Vehicles.Chain;

/// <summary>What a fix is to the one before it.</summary>
internal enum JumpVerdict
{
    /// <summary>The vehicle can have driven there.</summary>
    Reachable,
    /// <summary>It cannot.</summary>
    Jump,
    /// <summary>It cannot, but it stays there: it is a new beginning.</summary>
    Moved,
}

/// <summary>
/// Tells jumps of the receiver from a vehicle that really is somewhere else, e.g. after a ferry with its terminal off, or after
/// a first wrong fix: what stays at the new place for some fixes in a row is believed.
/// </summary>
internal sealed class JumpGate
{
    private const double KmhToMetresPerMs = 1 / 3_600.0;

    /// <summary>The last fix that was taken for a jump; null if none is in question.</summary>
    public GeoPoint? Place { get; set; }

    /// <summary>Its time, Unix ms.</summary>
    public long At { get; set; }

    /// <summary>Fixes in a row at the new place.</summary>
    public int Fixes { get; set; }

    /// <summary>Judges a fix by the last one that was believed.</summary>
    public JumpVerdict Judge(PositionSample? last, PositionSample fix, VehicleSettings settings)
    {
        if (last is null || IsReachable(last.Place, last.Timestamp, fix, settings))
        {
            (Place, Fixes) = (null, 0);
            return JumpVerdict.Reachable;
        }

        Fixes = Place is { } place && IsReachable(place, At, fix, settings) ? Fixes + 1 : 1;
        (Place, At) = (fix.Place, fix.Timestamp);
        if (Fixes < settings.JumpFixes)
        {
            return JumpVerdict.Jump;
        }

        (Place, Fixes) = (null, 0);
        return JumpVerdict.Moved;
    }

    private static bool IsReachable(GeoPoint from, long at, PositionSample fix, VehicleSettings settings) =>
        from.DistanceTo(fix.Place) <= settings.JumpSlackM + (settings.MaxKmh * KmhToMetresPerMs * Math.Abs(fix.Timestamp - at));
}
