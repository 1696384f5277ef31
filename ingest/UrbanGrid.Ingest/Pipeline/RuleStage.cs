using UrbanGrid.Ingest.Rules;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>Judges every sensor rule of the device on its values.</summary>
internal sealed class RuleStage : IObservationStage
{
    public void Apply(DeviceState device, in Moment moment, Outcome outcome)
    {
        foreach (ref readonly var sample in moment.Samples)
        {
            // A reading that something newer has overtaken says nothing about how the device stands.
            if (device.TimeOf(sample.Metric) <= sample.Timestamp)
            {
                device.Rules.Judge(device, new Instant(moment.Timestamp, moment.ReceivedAt), outcome.Alarms);
                return;
            }
        }
    }

    public static void OnTime(DeviceState device, long now, Outcome outcome) => device.Rules.Advance(device, now, outcome.Alarms);
}
