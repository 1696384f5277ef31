using UrbanGrid.Ingest.Rules;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>Judges the sensor rules of the device that its values concern.</summary>
internal sealed class RuleStage : IObservationStage
{
    public void Apply(DeviceState device, in Moment moment, Outcome outcome)
    {
        foreach (ref readonly var sample in moment.Samples)
        {
            // A reading that something newer has overtaken says nothing about how the device stands.
            if (device.TimeOf(sample.Metric) <= sample.Timestamp)
            {
                device.Rules.Judge(device, new Instant(moment.Timestamp, moment.ReceivedAt), moment.Samples, outcome.Alarms);
                return;
            }
        }
    }

    public static void OnTime(DeviceState device, long now, Outcome outcome) => device.Rules.Advance(device, now, outcome.Alarms);
}
