using UrbanGrid.Ingest.Rules;
using UrbanGrid.Ingest.Storage;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>Takes the values into the twin, and remembers of their course what a rule needs.</summary>
internal sealed class TwinStage : IObservationStage
{
    public void Apply(DeviceState device, in Moment moment, Outcome outcome)
    {
        foreach (ref readonly var sample in moment.Samples)
        {
            if (device.Take(sample.Metric, new MetricValue(sample.Timestamp, sample.Value, sample.Text))
                && sample.Text is null && device.Track(sample.Metric, sample.Timestamp, sample.Value, moment.ReceivedAt) is { } background)
            {
                outcome.Backgrounds.Add(new LearnedBackground(device.Device.Id, sample.Metric, background));
            }
        }
    }
}
