namespace UrbanGrid.Casework.Evaluation;

/// <summary>One case counted for somebody.</summary>
internal sealed class CountedCase
{
    /// <summary>The case.</summary>
    public required long CaseId { get; init; }

    /// <summary>Whom it counts for: code of a department, or id of a user.</summary>
    public required string? Subject { get; init; }
}
