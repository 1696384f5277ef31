namespace UrbanGrid.Ingest.Vehicles.Chain;

/// <summary>Leaves out what a receiver sends while it has no fix (status bit 定位 of JT/T 808): the vehicle is alive, but nobody knows where.</summary>
internal sealed class NoFixHandler : IFixHandler
{
    public FixRefusal Handle(ChainVehicle vehicle, ref FixInHand hand, VehicleNews news) =>
        hand.Fix.Attributes.TryGetValue(VehicleAttributes.Valid, out var valid) && valid == 0 ? FixRefusal.NoFix : FixRefusal.None;
}
