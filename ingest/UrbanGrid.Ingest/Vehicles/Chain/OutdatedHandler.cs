using UrbanGrid.Ingest.Vehicles.Journeys;

namespace UrbanGrid.Ingest.Vehicles.Chain;

/// <summary>
/// Leaves out a fix older than the last judged one, e.g. of a blind area (盲区补报) sent after live fixes: trips would run
/// backwards. Its day is worked out once more from the stored track, where it is in its place.
/// </summary>
internal sealed class OutdatedHandler : IFixHandler
{
    public FixRefusal Handle(ChainVehicle vehicle, ref FixInHand hand, VehicleNews news)
    {
        if (!(vehicle.Memory.Last?.Timestamp > hand.Fix.Timestamp))
        {
            return FixRefusal.None;
        }

        var date = new VehicleDate(vehicle.Device.Id, vehicle.Calendar.DayOf(hand.Fix.Timestamp));
        if (!news.Late.Contains(date))
        {
            news.Late.Add(date);
        }

        return FixRefusal.Outdated;
    }
}
