namespace UrbanGrid.Ingest.Vehicles.Chain;

/// <summary>
/// Decides whether the vehicle drives or stands, with hysteresis both ways. While it stands, its place is held: a receiver at
/// rest wanders by tens of metres, and overnight that would be kilometres. It has left when it is fast enough and a little away,
/// or when fix after fix is outside the circle of drift, whatever its speed or its ignition line say.
/// </summary>
internal sealed class DriftHandler : IFixHandler
{
    public FixRefusal Handle(ChainVehicle vehicle, ref FixInHand hand, VehicleNews news)
    {
        var ground = vehicle.Memory.Ground;
        var fix = hand.Fix;
        hand.StoodSince = ground is { Standing: true, Anchor: not null } ? ground.AnchorAt : null;
        if (ground.Anchor is not { } anchor)
        {
            Begin(ground, ref hand, vehicle.Settings);
            return FixRefusal.None;
        }

        var away = anchor.DistanceTo(fix.Place);
        if (hand.IsAfterGap(vehicle.Settings) && away > vehicle.Settings.DriftM)
        {
            hand.From = anchor;
            Begin(ground, ref hand, vehicle.Settings);
        }
        else if (ground.Standing ? Leaves(ground, hand, away, vehicle.Settings) : GoesOn(hand, away, vehicle.Settings))
        {
            (hand.Driving, hand.From) = (true, anchor);
            ground.Set(fix.Place, fix.Timestamp, standing: false);
        }
        else if (!ground.Standing && fix.SpeedKmh is not null)
        {
            // The way up to where it halts counts.
            hand.From = anchor;
            ground.Set(fix.Place, fix.Timestamp, standing: true);
        }
        else if (!ground.Standing && fix.Timestamp - ground.AnchorAt >= vehicle.Settings.StepS * 1_000)
        {
            ground.Set(anchor, ground.AnchorAt, standing: true);
        }
        else
        {
            hand.Driving = !ground.Standing;
        }

        return FixRefusal.None;
    }

    /// <summary>A place of which nothing before is known.</summary>
    private static void Begin(GroundMemory ground, ref FixInHand hand, VehicleSettings settings)
    {
        hand.Driving = hand.Fix.SpeedKmh >= settings.StartKmh;
        ground.Set(hand.Fix.Place, hand.Fix.Timestamp, standing: !hand.Driving);
    }

    /// <summary>Whether a standing vehicle has left.</summary>
    private static bool Leaves(GroundMemory ground, in FixInHand hand, double away, VehicleSettings settings)
    {
        var off = hand.Engine == false;
        ground.Outside = away > (off ? settings.DriftEngineOffM : settings.DriftM) ? ground.Outside + 1 : 0;
        return ground.Outside >= settings.DriftFixes || (!off && away >= settings.StartM && hand.Fix.SpeedKmh >= settings.StartKmh);
    }

    /// <summary>Whether a driving vehicle has gone on; without speeds, once it is a step further.</summary>
    private static bool GoesOn(in FixInHand hand, double away, VehicleSettings settings) => hand.Fix.SpeedKmh is { } speed
        ? speed >= (hand.Engine == false ? settings.StartKmh : settings.StillKmh)
        : away >= settings.StepM;
}
