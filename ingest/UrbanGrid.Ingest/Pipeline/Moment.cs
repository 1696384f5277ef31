using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>The part of an observation that belongs to one moment of the device.</summary>
internal readonly ref struct Moment
{
    /// <summary>The device's time, Unix ms.</summary>
    public required long Timestamp { get; init; }

    /// <summary>The hub's time of arrival.</summary>
    public required long ReceivedAt { get; init; }

    /// <summary>Values of this moment.</summary>
    public ReadOnlySpan<TelemetrySample> Samples { get; init; }

    /// <summary>The observation it is a part of.</summary>
    public required Observation Observation { get; init; }
}
