namespace UrbanGrid.Casework.Store;

/// <summary>A span in which a clock stood. Times are Unix ms.</summary>
internal sealed class CasePauseRow
{
    /// <summary>Row id.</summary>
    public long Id { get; set; }

    /// <summary>The clock that stood.</summary>
    public long ClockId { get; set; }

    /// <summary>First moment that does not count.</summary>
    public long StartedAt { get; set; }

    /// <summary>First moment that counts again; null while the pause lasts.</summary>
    public long? EndedAt { get; set; }

    /// <summary>Key of what stopped the clock, e.g. <c>check</c>.</summary>
    public required string Reason { get; set; }
}
