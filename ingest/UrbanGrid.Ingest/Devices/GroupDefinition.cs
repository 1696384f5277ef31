using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Devices;

/// <summary>
/// Devices that fail together are one alarm: several in a row along a circuit, a good part of a circuit, or several
/// neighbours. The circuit is the device attribute <c>circuit</c>, the order along it <c>circuit_order</c>; devices without a
/// circuit are neighbours by distance within their responsibility grid.
/// </summary>
public sealed record GroupDefinition
{
    /// <summary>Key of the alarm, e.g. <c>group_outage</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Name shown to people.</summary>
    public required LocalName Name { get; init; }

    /// <summary>How bad.</summary>
    public AlarmSeverity Severity { get; init; } = AlarmSeverity.Major;

    /// <summary>Category of the alarm, as in <see cref="RuleDefinition.Category"/>.</summary>
    public string? Category { get; init; }

    /// <summary>Filing condition of the category.</summary>
    public string? FilingCondition { get; init; }

    /// <summary>Rules whose alarms have the same cause when they come together, e.g. <c>lamp_out</c> and <c>silence</c>.</summary>
    public required IReadOnlyList<string> Of { get; init; }

    /// <summary>Rules of any device on the circuit that mean the whole circuit, e.g. <c>power_loss</c> of its cabinet.</summary>
    public IReadOnlyList<string> Whole { get; init; } = [];

    /// <summary>How many in a row, or side by side, make a group; no part of a circuit smaller than this does.</summary>
    public int InRow { get; init; } = 3;

    /// <summary>Part of a circuit that makes a group, in a row or not; 0..1.</summary>
    public double Share { get; init; } = 0.3;

    /// <summary>Metres between neighbours where no circuit is known.</summary>
    public double NeighbourM { get; init; } = 60;

    /// <summary>Seconds between the first and the last beginning of what counts as one cause.</summary>
    public double WithinS { get; init; } = 7_200;

    /// <summary>Seconds a single alarm is held back, so that a group that forms meanwhile is told alone.</summary>
    public double FoldS { get; init; } = 30;

    /// <summary>Where the numbers come from.</summary>
    public string Source { get; init; } = "";

    /// <summary>How sure they are.</summary>
    public SourceConfidence Confidence { get; init; }
}
