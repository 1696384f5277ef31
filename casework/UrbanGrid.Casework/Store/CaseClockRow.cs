namespace UrbanGrid.Casework.Store;

/// <summary>One run of a clock (时限): the handling of a case, or one stay in a stage. Times are Unix ms.</summary>
internal sealed class CaseClockRow
{
    /// <summary><see cref="Kind"/> of the whole-case clock.</summary>
    public const string HandlingKind = "handling";

    /// <summary><see cref="Kind"/> of a stage clock.</summary>
    public const string StageKind = "stage";

    /// <summary>Row id.</summary>
    public long Id { get; set; }

    /// <summary>The case.</summary>
    public long CaseId { get; set; }

    /// <summary><c>handling</c> or <c>stage</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>State of a stage clock; null for the handling clock.</summary>
    public string? Stage { get; set; }

    /// <summary>Limit in units; null: measured without a limit.</summary>
    public double? LimitValue { get; set; }

    /// <summary>Unit key of the limit.</summary>
    public string? LimitUnit { get; set; }

    /// <summary>When it started; null while only the limit is fixed.</summary>
    public long? StartedAt { get; set; }

    /// <summary>When it ended; null while it runs.</summary>
    public long? EndedAt { get; set; }

    /// <summary>When the limit is used up, as the clock runs or ran; null without a limit or before the start.</summary>
    public long? Deadline { get; set; }

    /// <summary>For the handling clock: the department it runs for.</summary>
    public string? Department { get; set; }

    /// <summary>It passed its deadline by no fault of the department (申诉成立): counted as in time.</summary>
    public bool Exempted { get; set; }

    /// <summary>User id of whoever ended it.</summary>
    public string? EndedBy { get; set; }

    /// <summary>Key of the action that ended it.</summary>
    public string? EndedWith { get; set; }

    /// <summary>Spans that do not count.</summary>
    public List<CasePauseRow> Pauses { get; set; } = [];
}
