namespace UrbanGrid.Ingest.Vehicles.Chain;

/// <summary>Last step: the fix is the last judged one, and the vehicle's rules see it.</summary>
internal sealed class RulesHandler : IFixHandler
{
    public FixRefusal Handle(ChainVehicle vehicle, ref FixInHand hand, VehicleNews news)
    {
        vehicle.Memory.Last = hand.Fix;
        vehicle.Memory.LastReceivedAt = hand.ReceivedAt;
        var previous = hand.IsAfterGap(vehicle.Settings) ? null : hand.Previous;
        if (!vehicle.IsReplay)
        {
            vehicle.Rules?.Apply(vehicle.Device, new JudgedFix(hand.Fix, previous, hand.DistanceM, hand.State, hand.StateBefore), news);
        }

        return FixRefusal.None;
    }
}
