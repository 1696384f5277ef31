namespace UrbanGrid.Ingest.Vehicles.Chain;

/// <summary>
/// Moving, idle or stopped, with a wait both ways, so that a red light is no stop and a jerk no trip. The map hears of a change
/// at once, with the vehicle's newest place.
/// </summary>
internal sealed class StateHandler : IFixHandler
{
    /// <summary>A judged fix that is older than the newest one by more than the wait and this says nothing about now.</summary>
    private const double SlackMs = 1_000;

    public FixRefusal Handle(ChainVehicle vehicle, ref FixInHand hand, VehicleNews news)
    {
        var memory = vehicle.Memory;
        hand.StateBefore = memory.State;
        hand.State = memory.State = Next(vehicle, hand);
        if (memory.Told != memory.State && memory.Live is { } live && live.Timestamp - hand.Fix.Timestamp <= (vehicle.Settings.ReorderS * 1_000) + SlackMs)
        {
            memory.Told = memory.State;
            news.Moves.Add(LiveHandler.Position(vehicle));
        }

        return FixRefusal.None;
    }

    /// <summary>The state of a vehicle of which one fix is all that is known.</summary>
    public static VehicleState AtFirstSight(VehicleSettings settings, in FixInHand hand) => hand.Fix.SpeedKmh >= settings.StartKmh ? VehicleState.Moving : Still(hand);

    private static VehicleState Next(ChainVehicle vehicle, in FixInHand hand)
    {
        var memory = vehicle.Memory;
        var seen = hand.Driving ? VehicleState.Moving : Still(hand);
        var wasMoving = memory.State == VehicleState.Moving;
        if (memory.State == VehicleState.Unknown || wasMoving == hand.Driving)
        {
            memory.StateHold = null;
            return seen;
        }

        memory.StateHold ??= hand.Fix.Timestamp;
        var hold = hand.Driving ? vehicle.Settings.MoveHoldS : vehicle.Settings.StandHoldS;
        if (hand.Fix.Timestamp - memory.StateHold >= hold * 1_000 || (hand.Driving && hand.DistanceM >= vehicle.Settings.MoveM))
        {
            memory.StateHold = null;
            return seen;
        }

        return wasMoving ? VehicleState.Moving : Still(hand);
    }

    private static VehicleState Still(in FixInHand hand) => hand.Engine == true ? VehicleState.Idle : VehicleState.Stopped;
}
