using UrbanGrid.Ingest.Rules;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>One step of <see cref="ObservationPipeline"/> after the commit.</summary>
internal interface IObservationStage
{
    /// <summary>Applies a moment to the device; what others must be told goes into <paramref name="outcome"/>.</summary>
    void Apply(DeviceState device, in Moment moment, Outcome outcome);
}
