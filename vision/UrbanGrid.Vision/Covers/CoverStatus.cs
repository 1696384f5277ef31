namespace UrbanGrid.Vision.Covers;

/// <summary>How a watched cover stands, for people.</summary>
public sealed record CoverStatus
{
    private static readonly IReadOnlyDictionary<string, double> NoFeatures = new Dictionary<string, double>();

    /// <summary>Name of the cover.</summary>
    public required string Name { get; init; }

    /// <summary>What it looks like.</summary>
    public required CoverState State { get; init; }

    /// <summary>Since when, Unix ms; null before the first frame.</summary>
    public long? Since { get; init; }

    /// <summary>Whether its alarm holds.</summary>
    public bool Alarmed { get; init; }

    /// <summary>How far an alarm is away, 0 (present) to 1 (alarm).</summary>
    public double Evidence { get; init; }

    /// <summary>How sure it has changed at the last look, 0..1.</summary>
    public double Score { get; init; }

    /// <summary>Kinds of light it knows.</summary>
    public int References { get; init; }

    /// <summary>Its width in the picture as sent, pixels; 0 before it was learned.</summary>
    public double WidthPixels { get; init; }

    /// <summary>What makes it less reliable.</summary>
    public IReadOnlyList<CoverWarning> Warnings { get; init; } = [];

    /// <summary>What was measured at the last decision, by name.</summary>
    public IReadOnlyDictionary<string, double> Features { get; init; } = NoFeatures;
}
