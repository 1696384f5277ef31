namespace UrbanGrid.Ingest.Devices;

/// <summary>A rule that is told only when it recurs, e.g. a cover that is shaken again and again.</summary>
public sealed record RuleRepeat
{
    /// <summary>Largest <see cref="Times"/>.</summary>
    public const int Most = 20;

    /// <summary>How often the condition must have begun, 2 to <see cref="Most"/>.</summary>
    public required int Times { get; init; }

    /// <summary>Seconds within which.</summary>
    public required double WithinS { get; init; }
}
