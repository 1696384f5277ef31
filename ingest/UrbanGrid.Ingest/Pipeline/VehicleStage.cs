using UrbanGrid.Ingest.Rules;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>Tells where a vehicle is. A repeat, or a fix older than the newest one, is stored but not told.</summary>
internal sealed class VehicleStage : IObservationStage
{
    public void Apply(DeviceState device, in Moment moment, Outcome outcome)
    {
        foreach (var fix in moment.Observation.Positions)
        {
            if (fix.Timestamp > device.LastPosition)
            {
                device.LastPosition = fix.Timestamp;
                outcome.Moves.Add(new VehiclePosition(device.Device.Id, fix.Timestamp, fix.Place, fix.SpeedKmh, fix.CourseDeg, fix.Attributes));
            }
        }
    }
}
