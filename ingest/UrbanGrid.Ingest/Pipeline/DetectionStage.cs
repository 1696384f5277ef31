using UrbanGrid.Ingest.Rules;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>Takes over an alarm that a camera's detectors raised or cleared in the edge agent.</summary>
internal sealed class DetectionStage : IObservationStage
{
    public void Apply(DeviceState device, in Moment moment, Outcome outcome)
    {
        if (moment.Observation.Detection is { } alarm)
        {
            device.TrackDetection(alarm);
            outcome.Alarms.Add(alarm);
        }
    }
}
