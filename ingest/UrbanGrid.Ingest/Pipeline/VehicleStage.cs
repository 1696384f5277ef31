using UrbanGrid.Ingest.Rules;
using UrbanGrid.Ingest.Vehicles;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>Takes a vehicle's fixes along its track (<see cref="Vehicles.VehicleTrack"/>), which tells the map and judges its rules.</summary>
internal sealed class VehicleStage : IObservationStage
{
    public void Apply(DeviceState device, in Moment moment, Outcome outcome)
    {
        foreach (var fix in moment.Observation.Positions)
        {
            device.Vehicle.Take(device.Device, fix, moment.ReceivedAt, outcome.Vehicles);
            if (fix.Attributes.TryGetValue(VehicleAttributes.AlarmBits, out var bits))
            {
                device.Vehicle.TerminalAlarms.Take(device.Device.Id, fix.Timestamp, (uint)bits, fix.Place, moment.ReceivedAt, outcome.Vehicles.Alarms);
            }
        }

        if (moment.Observation.AlarmBitsWithoutPlace is { } blind)
        {
            device.Vehicle.TerminalAlarms.Take(device.Device.Id, blind.At, blind.Bits, null, moment.ReceivedAt, outcome.Vehicles.Alarms);
        }

        outcome.TakeVehicleAlarms();
    }

    public static void OnTime(DeviceState device, long now, Outcome outcome)
    {
        if (device.IsVehicle)
        {
            device.Vehicle.OnTime(device.Device, now, outcome.Vehicles);
            outcome.TakeVehicleAlarms();
        }
    }
}
