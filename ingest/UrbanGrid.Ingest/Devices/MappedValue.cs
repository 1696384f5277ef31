using UrbanGrid.Ingest.Paths;

namespace UrbanGrid.Ingest.Devices;

/// <summary>Where a message has one metric: value × <see cref="Scale"/> + <see cref="Offset"/>.</summary>
public sealed record MappedValue
{
    /// <summary>Key of the metric.</summary>
    public required string Metric { get; init; }

    /// <summary>Where; a message without it simply lacks the metric.</summary>
    public required JsonPath Path { get; init; }

    /// <summary>Factor.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Added after the factor, in the metric's unit.</summary>
    public double Offset { get; init; }

    /// <summary>What words mean as numbers, e.g. <c>{"OPEN":1,"CLOSE":0}</c>; also for numbers and true or false as text. Others are refused.</summary>
    public IReadOnlyDictionary<string, double>? Map { get; init; }
}
