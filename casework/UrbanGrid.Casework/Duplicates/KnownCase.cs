using UrbanGrid.Casework.Cases;

namespace UrbanGrid.Casework.Duplicates;

/// <summary>An open case that may tell of the same as a report or another case (重复案件). Times are Unix ms.</summary>
public sealed record KnownCase
{
    /// <summary>Case number.</summary>
    public required string Number { get; init; }

    /// <summary>State.</summary>
    public required NamedKey State { get; init; }

    /// <summary>Where its report came from.</summary>
    public required NamedKey Source { get; init; }

    /// <summary>Who reported it, as the log names them: both names, or the source.</summary>
    public required string Reporter { get; init; }

    /// <summary>What was seen.</summary>
    public required LocalText Description { get; init; }

    /// <summary>Where.</summary>
    public required LocalText Address { get; init; }

    /// <summary>When it was reported.</summary>
    public required long ReportedAt { get; init; }

    /// <summary>Milliseconds between the two reports.</summary>
    public required long AgeMs { get; init; }

    /// <summary>Metres between the two places.</summary>
    public required double DistanceM { get; init; }

    /// <summary>Both name the same component (部件): then it is the same.</summary>
    public required bool SameComponent { get; init; }

    /// <summary>How often it was reported once more.</summary>
    public required int Repeats { get; init; }

    /// <summary>First picture of its report, or null.</summary>
    public EvidenceLink? Picture { get; init; }
}
