namespace UrbanGrid.Ingest.Vehicles.Chain;

/// <summary>Leaves out a fix the vehicle cannot have driven to; a new place that lasts is a new beginning, to which nobody drove.</summary>
internal sealed class JumpHandler : IFixHandler
{
    public FixRefusal Handle(ChainVehicle vehicle, ref FixInHand hand, VehicleNews news)
    {
        var verdict = vehicle.Memory.Jumps.Judge(vehicle.Memory.Last, hand.Fix, vehicle.Settings);
        if (verdict == JumpVerdict.Moved)
        {
            hand.Previous = null;
            vehicle.Memory.Ground.Anchor = null;
        }

        return verdict == JumpVerdict.Jump ? FixRefusal.Jump : FixRefusal.None;
    }
}
