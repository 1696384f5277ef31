using UrbanGrid.Ingest.Rules;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>Judges every sensor rule of the device on its values.</summary>
internal sealed class RuleStage : IObservationStage
{
    public void Apply(DeviceState device, in Moment moment, Outcome outcome)
    {
        if (moment.Samples.IsEmpty)
        {
            return;
        }

        foreach (var rule in device.Rules)
        {
            if (rule.Judge(device, moment.Timestamp, moment.ReceivedAt) is { } alarm)
            {
                outcome.Alarms.Add(alarm);
            }
        }
    }

    public static void OnTime(DeviceState device, long now, Outcome outcome)
    {
        foreach (var rule in device.Rules)
        {
            if (rule.Advance(device, now) is { } alarm)
            {
                outcome.Alarms.Add(alarm);
            }
        }
    }
}
