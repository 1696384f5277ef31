using UrbanGrid.Ingest.Rules;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>Judges every sensor rule of the device on its values.</summary>
internal sealed class RuleStage : IObservationStage
{
    public void Apply(DeviceState device, in Moment moment, Outcome outcome)
    {
        if (!moment.Samples.IsEmpty)
        {
            device.Rules.Judge(device, new Instant(moment.Timestamp, moment.ReceivedAt), outcome.Alarms);
        }
    }

    public static void OnTime(DeviceState device, long now, Outcome outcome) => device.Rules.Advance(device, now, outcome.Alarms);
}
