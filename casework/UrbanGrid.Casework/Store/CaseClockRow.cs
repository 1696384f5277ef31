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

    /// <summary>Spans that do not count.</summary>
    public List<CasePauseRow> Pauses { get; set; } = [];
}
