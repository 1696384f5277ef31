namespace UrbanGrid.Ingest.Devices;

/// <summary>How a metric's values read.</summary>
public enum MetricKind
{
    /// <summary>A number.</summary>
    Number,
    /// <summary>Yes or no; stored as 1 or 0.</summary>
    Boolean,
    /// <summary>Words.</summary>
    Text,
}

/// <summary>One metric of a device model.</summary>
public sealed record MetricDefinition
{
    /// <summary>Key on the wire, e.g. <c>tilt</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Name shown to people.</summary>
    public required LocalName Name { get; init; }

    /// <summary>Unit, e.g. <c>°</c>; empty for none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>How its values read.</summary>
    public MetricKind Kind { get; init; }

    /// <summary>Smallest value the sensor can mean; null for no limit.</summary>
    public double? Min { get; init; }

    /// <summary>Largest value the sensor can mean; null for no limit.</summary>
    public double? Max { get; init; }

    /// <summary>Seasonal anomaly detection; null for none.</summary>
    public AnomalyDefinition? Anomaly { get; init; }
}
