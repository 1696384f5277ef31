namespace UrbanGrid.Ingest.Vehicles.Chain;

/// <summary>Leaves out a fix the receiver itself calls poor. 0 satellites beside a fix means that the terminal does not count them.</summary>
internal sealed class AccuracyHandler : IFixHandler
{
    public FixRefusal Handle(ChainVehicle vehicle, ref FixInHand hand, VehicleNews news) =>
        hand.Fix.Hdop > vehicle.Settings.MaxHdop
        || (hand.Fix.Attributes.TryGetValue(VehicleAttributes.Satellites, out var satellites) && satellites > 0 && satellites < vehicle.Settings.MinSatellites)
            ? FixRefusal.Inaccurate
            : FixRefusal.None;
}
