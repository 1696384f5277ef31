namespace UrbanGrid.Casework.Store;

/// <summary>One entry of the append-only log of all cases; each carries the hash of the one before.</summary>
internal sealed class CaseLogRow
{
    /// <summary>Place in the whole log, 1, 2, 3 … without gaps.</summary>
    public long Position { get; set; }

    /// <summary>The case.</summary>
    public long CaseId { get; set; }

    /// <summary>Its number, so that the entry speaks for itself.</summary>
    public required string CaseNumber { get; set; }

    /// <summary>Place in the case's own log, 1, 2, 3 …; equals the case's version after the entry.</summary>
    public long Seq { get; set; }

    /// <summary>Unix ms.</summary>
    public long At { get; set; }

    /// <summary>Key of the action.</summary>
    public required string Action { get; set; }

    /// <summary>Who did it.</summary>
    public required string ActorId { get; set; }

    /// <summary>Their name at that time.</summary>
    public required string ActorName { get; set; }

    /// <summary>The role by which the law allowed it.</summary>
    public required string ActorRole { get; set; }

    /// <summary>State before; null for the report.</summary>
    public string? FromState { get; set; }

    /// <summary>State after.</summary>
    public required string ToState { get; set; }

    /// <summary>Written opinion.</summary>
    public string? Opinion { get; set; }

    /// <summary>Result of a check.</summary>
    public string? Result { get; set; }

    /// <summary>Department dispatched to; for other steps, the department that had the case.</summary>
    public string? Department { get; set; }

    /// <summary>Filing condition that was fixed.</summary>
    public string? Condition { get; set; }

    /// <summary>JSON array of evidence links.</summary>
    public required string Evidence { get; set; }

    /// <summary>For the report: JSON of everything reported.</summary>
    public string? Detail { get; set; }

    /// <summary>Hash of the entry before, 64 hex digits; zeros for the first.</summary>
    public required string PreviousHash { get; set; }

    /// <summary>SHA-256 over the previous hash and this entry.</summary>
    public required string Hash { get; set; }
}
