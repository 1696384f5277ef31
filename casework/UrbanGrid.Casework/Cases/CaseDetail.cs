using UrbanGrid.Casework.Clocks;

namespace UrbanGrid.Casework.Cases;

/// <summary>Everything a case page shows. Times are Unix ms.</summary>
public sealed record CaseDetail
{
    /// <summary>Case number (案件编号).</summary>
    public required string Number { get; init; }

    /// <summary>For If-Match.</summary>
    public required long Version { get; init; }

    /// <summary>State.</summary>
    public required NamedKey State { get; init; }

    /// <summary>True while something is still to be done.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>Class.</summary>
    public required NamedCode Category { get; init; }

    /// <summary>Filing condition with limit and closing condition.</summary>
    public required ConditionView Condition { get; init; }

    /// <summary>Where the report came from.</summary>
    public required NamedKey Source { get; init; }

    /// <summary>The reporter's own key, e.g. <c>incident:42</c>.</summary>
    public required string SourceKey { get; init; }

    /// <summary>Where it is.</summary>
    public required CasePlace Place { get; init; }

    /// <summary>Component concerned, if one is.</summary>
    public string? ComponentCode { get; init; }

    /// <summary>Department that handles it; null before dispatch.</summary>
    public NamedCode? Department { get; init; }

    /// <summary>What was seen.</summary>
    public required LocalText Description { get; init; }

    /// <summary>All evidence, oldest entry first.</summary>
    public required IReadOnlyList<EvidenceLink> Evidence { get; init; }

    /// <summary>When it was reported.</summary>
    public required long ReportedAt { get; init; }

    /// <summary>Handling clock of the whole case; null before filing.</summary>
    public ClockReading? CaseClock { get; init; }

    /// <summary>Clock of the current stage; null once the case is over.</summary>
    public ClockReading? StageClock { get; init; }

    /// <summary>How often it was sent for rework (返工).</summary>
    public required int ReworkCount { get; init; }

    /// <summary>What is asked, who has it, what was found and counted.</summary>
    public required CaseStanding Standing { get; init; }

    /// <summary>The log, oldest first.</summary>
    public required IReadOnlyList<CaseLogEntry> Log { get; init; }

    /// <summary>What the asking user may do now.</summary>
    public required IReadOnlyList<AllowedAction> Actions { get; init; }
}
