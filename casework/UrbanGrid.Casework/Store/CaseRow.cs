namespace UrbanGrid.Casework.Store;

/// <summary>
/// A case as lists and filters need it. Everything here follows from its log entries; times are Unix milliseconds.
/// </summary>
internal sealed class CaseRow
{
    /// <summary>Row id; grows with the time of reporting.</summary>
    public long Id { get; set; }

    /// <summary>Case number (案件编号).</summary>
    public required string Number { get; set; }

    /// <summary>Grows by one with every log entry; what If-Match compares.</summary>
    public long Version { get; set; }

    /// <summary>Key of the state.</summary>
    public required string State { get; set; }

    /// <summary>The reporter's own key; unique.</summary>
    public required string SourceKey { get; set; }

    /// <summary>Key of the source, e.g. <c>camera</c>.</summary>
    public required string Source { get; set; }

    /// <summary>Class code.</summary>
    public required string Category { get; set; }

    /// <summary>Key of the filing condition.</summary>
    public required string Condition { get; set; }

    /// <summary>WGS-84 degrees north.</summary>
    public double Lat { get; set; }

    /// <summary>WGS-84 degrees east.</summary>
    public double Lon { get; set; }

    /// <summary>Unit grid, when the place lies in one.</summary>
    public string? GridCode { get; set; }

    /// <summary>Responsibility grid, when the place lies in one.</summary>
    public string? ResponsibilityGrid { get; set; }

    /// <summary>Address in Chinese.</summary>
    public required string AddressZh { get; set; }

    /// <summary>Address in English.</summary>
    public required string AddressEn { get; set; }

    /// <summary>Component concerned.</summary>
    public string? ComponentCode { get; set; }

    /// <summary>What was seen, in Chinese.</summary>
    public required string DescriptionZh { get; set; }

    /// <summary>What was seen, in English.</summary>
    public required string DescriptionEn { get; set; }

    /// <summary>Department the case was dispatched to; rework stays with it.</summary>
    public string? Department { get; set; }

    /// <summary>When it was reported.</summary>
    public long ReportedAt { get; set; }

    /// <summary>When its last log entry was written.</summary>
    public long ChangedAt { get; set; }

    /// <summary>When the handling clock turns yellow, as it runs now.</summary>
    public long? HandlingYellowAt { get; set; }

    /// <summary>When the handling limit is used up, as the clock runs now.</summary>
    public long? HandlingDeadline { get; set; }

    /// <summary>When the handling clock stopped, or null while it runs.</summary>
    public long? HandlingEndedAt { get; set; }

    /// <summary>When the stage clock turns yellow; null without a stage limit.</summary>
    public long? StageYellowAt { get; set; }

    /// <summary>When the stage limit is used up; null without one.</summary>
    public long? StageDeadline { get; set; }
}
