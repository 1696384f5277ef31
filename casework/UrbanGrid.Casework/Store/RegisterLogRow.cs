namespace UrbanGrid.Casework.Store;

/// <summary>
/// One entry of the append-only log of what the law works with: catalogue and city. Each carries the hash of the one before.
/// </summary>
internal sealed class RegisterLogRow
{
    /// <summary>Place in the log, 1, 2, 3 … without gaps.</summary>
    public long Position { get; set; }

    /// <summary>Unix ms.</summary>
    public long At { get; set; }

    /// <summary>Who did it.</summary>
    public required string ActorId { get; set; }

    /// <summary>Their name at that time.</summary>
    public required string ActorName { get; set; }

    /// <summary><c>catalogue</c> or <c>city</c>.</summary>
    public required string Register { get; set; }

    /// <summary>What was done, e.g. <c>publish</c>.</summary>
    public required string Action { get; set; }

    /// <summary>What it was done to: number of a version, names of files.</summary>
    public required string Subject { get; set; }

    /// <summary>SHA-256 of it before; null where there was nothing.</summary>
    public string? Before { get; set; }

    /// <summary>SHA-256 of it after; null where there is nothing any more.</summary>
    public string? After { get; set; }

    /// <summary>In words, where the rest does not say it.</summary>
    public string? Detail { get; set; }

    /// <summary>Hash of the entry before, 64 hex digits; zeros for the first.</summary>
    public required string PreviousHash { get; set; }

    /// <summary>SHA-256 over the previous hash and this entry.</summary>
    public required string Hash { get; set; }
}
