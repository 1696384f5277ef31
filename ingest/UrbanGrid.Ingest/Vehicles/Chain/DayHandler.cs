using UrbanGrid.Ingest.Vehicles.Journeys;

namespace UrbanGrid.Ingest.Vehicles.Chain;

/// <summary>
/// The day's figures, in the city's zone. What lies between two fixes around midnight is shared out by time; what was driven in
/// a gap that may hide anything belongs to the day it was found out.
/// </summary>
internal sealed class DayHandler : IFixHandler
{
    /// <summary>A rise from one fix to the next that is a filling, litres. Ours: more than a full tank sloshes.</summary>
    private const double FuelFillL = 15;
    private const double WaterFillL = 300;

    public FixRefusal Handle(ChainVehicle vehicle, ref FixInHand hand, VehicleNews news)
    {
        var memory = vehicle.Memory;
        var day = memory.Day ??= DayMemory.Begin(vehicle.Calendar, hand.Fix.Timestamp, before: null);
        var share = 1.0;
        if (hand.Fix.Timestamp >= day.EndAt)
        {
            var before = hand.Previous is { } previous && !hand.IsAfterGap(vehicle.Settings)
                ? Math.Clamp((day.EndAt - previous.Timestamp) / (double)hand.SpanMs, 0, 1)
                : 0;
            Add(day, hand, before, vehicle.Settings);
            news.Days.Add(day.Tell(vehicle.Device.Id));
            share = 1 - before;
            day = memory.Day = DayMemory.Begin(vehicle.Calendar, hand.Fix.Timestamp, day);
        }

        Add(day, hand, share, vehicle.Settings);
        day.Trips += hand.TripsBegun;
        day.MaxKmh = Math.Max(day.MaxKmh, hand.Driving ? Math.Min(hand.Fix.SpeedKmh ?? 0, vehicle.Settings.MaxKmh) : 0);
        Measure(day, hand);
        return FixRefusal.None;
    }

    private static void Add(DayMemory day, in FixInHand hand, double share, VehicleSettings settings)
    {
        day.DistanceM += share * hand.DistanceM;
        var seconds = hand.SpanMs / 1_000.0;
        if (hand.Previous is not { } previous || seconds > settings.SpanS)
        {
            return;
        }

        day.MovingS += hand.StateBefore == VehicleState.Moving ? share * seconds : 0;
        day.IdleS += hand.StateBefore == VehicleState.Idle ? share * seconds : 0;
        day.EngineS += FixInHand.EngineOf(previous) ?? hand.StateBefore == VehicleState.Moving ? share * seconds : 0;
    }

    private static void Measure(DayMemory day, in FixInHand hand)
    {
        if (hand.Fix.Attributes.TryGetValue(VehicleAttributes.FuelLitres, out var fuel))
        {
            day.Fuel.Take(fuel, FuelFillL);
        }

        if (hand.Fix.Attributes.TryGetValue(VehicleAttributes.WaterLitres, out var water))
        {
            day.Water.Take(water, WaterFillL);
        }
    }
}
