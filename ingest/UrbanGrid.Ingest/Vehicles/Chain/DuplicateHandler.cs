namespace UrbanGrid.Ingest.Vehicles.Chain;

/// <summary>Leaves out what was sent twice: a terminal repeats a fix until it is acknowledged.</summary>
internal sealed class DuplicateHandler : IFixHandler
{
    public FixRefusal Handle(ChainVehicle vehicle, ref FixInHand hand, VehicleNews news) =>
        vehicle.Memory.Last?.Timestamp == hand.Fix.Timestamp ? FixRefusal.Repeated : FixRefusal.None;
}
