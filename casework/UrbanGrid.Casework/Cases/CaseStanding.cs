namespace UrbanGrid.Casework.Cases;

/// <summary>How a case stands besides its state: what is asked, who has it, what was found and what is counted. Times are Unix ms.</summary>
public sealed record CaseStanding
{
    /// <summary>Open request (申请).</summary>
    public NamedKey? Request { get; init; }

    /// <summary>Assisting departments (协办) that still have to feed back.</summary>
    public required IReadOnlyList<NamedCode> Assisting { get; init; }

    /// <summary>User id of the handler (处置人员).</summary>
    public string? Handler { get; init; }

    /// <summary>User id of the collector with the task.</summary>
    public string? TaskCollector { get; init; }

    /// <summary>What a collector found before filing (核实).</summary>
    public string? Verified { get; init; }

    /// <summary>What was found since the last feedback (核查).</summary>
    public string? Checked { get; init; }

    /// <summary>A ruling (裁决) binds the department.</summary>
    public bool IsRuled { get; init; }

    /// <summary>A leader waits for an answer (督办).</summary>
    public bool IsSupervised { get; init; }

    /// <summary>When it goes on, hung up or about to be (挂账).</summary>
    public long? ResumeAt { get; init; }

    /// <summary>Number of the case that goes on instead.</summary>
    public string? DuplicateOf { get; init; }

    /// <summary>What the reporter said at the last return visit (满意度).</summary>
    public string? Satisfaction { get; init; }

    /// <summary>Overdue, but exempted on appeal (申诉).</summary>
    public bool IsExempted { get; init; }

    /// <summary>Returns granted (回退).</summary>
    public int Returns { get; init; }

    /// <summary>Returns refused: buck-passing (推诿).</summary>
    public int RefusedReturns { get; init; }

    /// <summary>Delays granted since the last dispatch (延期).</summary>
    public int Delays { get; init; }

    /// <summary>Times hung up.</summary>
    public int HangUps { get; init; }

    /// <summary>Times opened again after closing: closed but not fixed.</summary>
    public int Reopenings { get; init; }

    /// <summary>Times the same was reported once more (重复上报).</summary>
    public int Repeats { get; init; }
}
