using UrbanGrid.Ingest.Rules;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>Takes a vehicle's fixes along its track (<see cref="Vehicles.VehicleTrack"/>), which tells the map and judges its rules.</summary>
internal sealed class VehicleStage : IObservationStage
{
    public void Apply(DeviceState device, in Moment moment, Outcome outcome)
    {
        foreach (var fix in moment.Observation.Positions)
        {
            device.Vehicle.Rules.At(moment.ReceivedAt);
            device.Vehicle.Take(device.Device, fix, moment.ReceivedAt, outcome.Vehicles);
        }

        outcome.TakeVehicleAlarms();
    }

    public static void OnTime(DeviceState device, long now, Outcome outcome)
    {
        if (device.IsVehicle)
        {
            device.Vehicle.Rules.At(now);
            device.Vehicle.OnTime(device.Device, now, outcome.Vehicles);
            outcome.TakeVehicleAlarms();
        }
    }
}
