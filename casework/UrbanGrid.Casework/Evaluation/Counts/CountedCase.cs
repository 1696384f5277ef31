namespace UrbanGrid.Casework.Evaluation.Counts;

/// <summary>One case counted for somebody.</summary>
internal sealed class CountedCase
{
    /// <summary>The case.</summary>
    public required long CaseId { get; init; }

    /// <summary>When what is counted happened, Unix ms.</summary>
    public required long At { get; init; }

    /// <summary>Whom it counts for: code of a department or of an area, or id of a user; null: nobody.</summary>
    public required string? Subject { get; init; }
}
