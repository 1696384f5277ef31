namespace UrbanGrid.Casework.Cases;

/// <summary>One entry of a case's log.</summary>
public sealed record CaseLogEntry
{
    /// <summary>1, 2, 3 … within the case.</summary>
    public required long Seq { get; init; }

    /// <summary>Unix ms.</summary>
    public required long At { get; init; }

    /// <summary>What was done.</summary>
    public required NamedKey Action { get; init; }

    /// <summary>Name of who did it.</summary>
    public required string Actor { get; init; }

    /// <summary>The role they did it in.</summary>
    public required NamedKey Role { get; init; }

    /// <summary>State before; null for the report.</summary>
    public NamedKey? From { get; init; }

    /// <summary>State after.</summary>
    public required NamedKey To { get; init; }

    /// <summary>Written opinion.</summary>
    public string? Opinion { get; init; }

    /// <summary>Result of a check.</summary>
    public string? Result { get; init; }

    /// <summary>Department dispatched to.</summary>
    public NamedCode? Department { get; init; }

    /// <summary>What else was filled in, by key of <see cref="Law.ActionInput"/>; for a merged report its case, reporter and source.</summary>
    public IReadOnlyDictionary<string, string>? Detail { get; init; }

    /// <summary>Evidence of this entry.</summary>
    public required IReadOnlyList<EvidenceLink> Evidence { get; init; }

    /// <summary>SHA-256, hex; covers this entry and all before it.</summary>
    public required string Hash { get; init; }
}
