using UrbanGrid.Casework.Clocks;

namespace UrbanGrid.Casework.Cases;

/// <summary>One row of a case list. Times are Unix ms.</summary>
public sealed record CaseSummary
{
    /// <summary>Case number.</summary>
    public required string Number { get; init; }

    /// <summary>For If-Match.</summary>
    public required long Version { get; init; }

    /// <summary>State.</summary>
    public required NamedKey State { get; init; }

    /// <summary>Class.</summary>
    public required NamedCode Category { get; init; }

    /// <summary>Where the report came from.</summary>
    public required NamedKey Source { get; init; }

    /// <summary>Where it is.</summary>
    public required CasePlace Place { get; init; }

    /// <summary>Department that handles it; null before dispatch.</summary>
    public NamedCode? Department { get; init; }

    /// <summary>What was seen.</summary>
    public required LocalText Description { get; init; }

    /// <summary>When it was reported.</summary>
    public required long ReportedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required long ChangedAt { get; init; }

    /// <summary>Deadline of the handling; null before dispatch.</summary>
    public long? Deadline { get; init; }

    /// <summary>Deadline of the current stage; null without a stage limit.</summary>
    public long? StageDeadline { get; init; }

    /// <summary>The worse light of the two clocks.</summary>
    public required string Light { get; init; }

    /// <summary>True while something is still to be done.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>True when a step waits for the asking user.</summary>
    public required bool CanAct { get; init; }

    /// <summary>Handling clock of the whole case; null before filing.</summary>
    public ClockReading? CaseClock { get; init; }

    /// <summary>Clock of the current stage; null once the case is over.</summary>
    public ClockReading? StageClock { get; init; }

    /// <summary>How often it was sent for rework (返工).</summary>
    public required int ReworkCount { get; init; }

    /// <summary>How often it was opened again: closed but not fixed.</summary>
    public required int ReopenCount { get; init; }

    /// <summary>How often the same was reported once more (重复上报).</summary>
    public required int RepeatCount { get; init; }

    /// <summary>Open request (申请).</summary>
    public NamedKey? Request { get; init; }

    /// <summary>A leader waits for an answer (督办).</summary>
    public bool IsSupervised { get; init; }

    /// <summary>First picture of the report, or null.</summary>
    public EvidenceLink? Picture { get; init; }
}
