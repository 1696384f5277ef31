namespace UrbanGrid.Casework.Evaluation.Counts;

/// <summary>Something that happened to a case and is counted once; whom it counts for is the matter of <see cref="Owner"/>.</summary>
internal sealed class Fact
{
    /// <summary>The case.</summary>
    public required long CaseId { get; init; }

    /// <summary>When, Unix ms; for what did not happen in time, when it was due.</summary>
    public required long At { get; init; }

    /// <summary>Code of the department that had the case or got it.</summary>
    public required string? Department { get; init; }

    /// <summary>Id of the user who did it, or should have.</summary>
    public required string? Person { get; init; }
}
