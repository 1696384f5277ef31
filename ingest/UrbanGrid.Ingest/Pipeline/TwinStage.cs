using UrbanGrid.Ingest.Rules;
using UrbanGrid.Ingest.Storage;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>Takes the values into the twin, and learns backgrounds where a rule needs one.</summary>
internal sealed class TwinStage : IObservationStage
{
    public void Apply(DeviceState device, in Moment moment, Outcome outcome)
    {
        foreach (ref readonly var sample in moment.Samples)
        {
            if (device.Take(sample.Metric, new MetricValue(sample.Timestamp, sample.Value, sample.Text))
                && sample.Text is null && device.Learn(sample.Metric, sample.Value) is { } background)
            {
                outcome.Backgrounds.Add(new LearnedBackground(device.Device.Id, sample.Metric, background));
            }
        }
    }
}
