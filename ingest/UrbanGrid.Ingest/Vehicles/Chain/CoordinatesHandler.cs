using UrbanGrid.Ingest.Vehicles.Coordinates;

namespace UrbanGrid.Ingest.Vehicles.Chain;

/// <summary>Turns the fixes of a terminal that sends GCJ-02 (device attribute <c>coordinates</c>) into WGS-84.</summary>
internal sealed class CoordinatesHandler : IFixHandler
{
    public FixRefusal Handle(ChainVehicle vehicle, ref FixInHand hand, VehicleNews news)
    {
        if (vehicle.Shifted)
        {
            hand.Fix = DeviceCoordinates.ToWgs84(vehicle.Device, hand.Fix);
        }

        return FixRefusal.None;
    }
}
