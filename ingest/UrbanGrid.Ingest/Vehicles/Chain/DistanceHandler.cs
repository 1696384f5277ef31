using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Vehicles.Chain;

/// <summary>
/// Measures the way since the fix before. Between fixes a few seconds apart that is the mean of the two speeds times the time,
/// where it agrees with the straight line: a receiver measures speed by the Doppler shift, ten times better than by its places,
/// whose noise would lengthen every metre. Across a gap it is the terminal's own odometer, where that went on plausibly, because
/// a straight line cuts every corner. Otherwise it is the great circle.
/// </summary>
internal sealed class DistanceHandler : IFixHandler
{
    /// <summary>Metres, and share of the straight line, by which the way by speed may differ from it.</summary>
    private const double AgreeM = 15;
    private const double AgreeShare = 0.3;

    /// <summary>Longest plausible way, as a multiple of the straight line, beyond a kilometre.</summary>
    private const double Detour = 5;

    public FixRefusal Handle(ChainVehicle vehicle, ref FixInHand hand, VehicleNews news)
    {
        if (hand.From is not { } from || hand.Previous is not { } previous)
        {
            return FixRefusal.None;
        }

        var straight = from.DistanceTo(hand.Fix.Place);
        var seconds = (hand.Fix.Timestamp - previous.Timestamp) / 1_000.0;
        hand.DistanceM = seconds >= vehicle.Settings.OdometerSpanS
            ? ByOdometer(previous, hand.Fix, straight, seconds, vehicle.Settings) ?? straight
            : !hand.Stood && seconds <= vehicle.Settings.SpeedSpanS ? BySpeed(previous, hand.Fix, straight, seconds) ?? straight : straight;
        return FixRefusal.None;
    }

    private static double? BySpeed(PositionSample previous, PositionSample fix, double straight, double seconds)
    {
        var way = (previous.SpeedKmh + fix.SpeedKmh) / 2 / 3.6 * seconds;
        return way is { } metres && Math.Abs(metres - straight) <= AgreeM + (AgreeShare * straight) ? metres : null;
    }

    private static double? ByOdometer(PositionSample previous, PositionSample fix, double straight, double seconds, VehicleSettings settings)
    {
        if (!previous.Attributes.TryGetValue(VehicleAttributes.OdometerKm, out var before) || !fix.Attributes.TryGetValue(VehicleAttributes.OdometerKm, out var now))
        {
            return null;
        }

        var way = (now - before) * 1_000;
        return way >= straight && way <= 1_000 + (Detour * straight) && way <= settings.MaxKmh / 3.6 * seconds ? way : null;
    }
}
