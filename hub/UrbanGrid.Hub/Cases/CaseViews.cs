using UrbanGrid.Casework;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Cases;

/// <summary>A category in a view.</summary>
public sealed record CategoryView(string Code, LocalText Name);

/// <summary>A clock of a case; <c>Stopped</c> when it does not run, <c>Paused</c> when it will go on.</summary>
public sealed record ClockView(
    LocalText Limit, long? StartedAt, long? Deadline, double UsedShare, string Light, bool Stopped, bool Paused = false);

/// <summary>One row of <c>GET /cases</c>.</summary>
public record CaseSummaryView
{
    public required string Number { get; init; }
    public required long Version { get; init; }
    public required Named State { get; init; }
    public required CategoryView Category { get; init; }
    public required Named Source { get; init; }
    public required double Lat { get; init; }
    public required double Lon { get; init; }
    public required LocalText Address { get; init; }
    public required string? GridCode { get; init; }
    public required Named? Department { get; init; }
    public required LocalText Description { get; init; }
    public required long ReportedAt { get; init; }
    public required ClockView CaseClock { get; init; }
    public required ClockView StageClock { get; init; }
    public required int ReworkCount { get; init; }

    /// <summary>How often it was opened again: closed but not fixed.</summary>
    public required int ReopenCount { get; init; }

    /// <summary>How often the same was reported once more (重复上报).</summary>
    public required int RepeatCount { get; init; }

    /// <summary>What waits to be decided (申请).</summary>
    public required Named? Request { get; init; }

    /// <summary>A leader waits for an answer (督办).</summary>
    public required bool Supervised { get; init; }
    public required bool Open { get; init; }
    public required bool Mine { get; init; }
    public required string? Thumbnail { get; init; }
}

/// <summary><c>GET /cases/{number}</c>.</summary>
public sealed record CaseDetailView : CaseSummaryView
{
    public required ConditionDetailView? Condition { get; init; }
    public required StandingView Standing { get; init; }
    public required Named? ResponsibilityGrid { get; init; }
    public required string? ComponentCode { get; init; }
    public required long? IncidentId { get; init; }
    public required IReadOnlyList<EvidenceView> Evidence { get; init; }
    public required IReadOnlyList<LogEntryView> Log { get; init; }
    public required IReadOnlyList<ActionView> Actions { get; init; }
}

/// <summary>Filing condition of a case.</summary>
public sealed record ConditionDetailView(string Key, LocalText Name, LocalText Closing);

/// <summary>A file of evidence.</summary>
public sealed record EvidenceView(string Url, string Sha256, string MediaType, string Stage, long TakenAt);

/// <summary>How a case stands besides its state; see <see cref="Casework.Cases.CaseStanding"/>.</summary>
public sealed record StandingView
{
    public required IReadOnlyList<Named> Assisting { get; init; }
    public required Named? Handler { get; init; }
    public required Named? TaskCollector { get; init; }
    public required string? Verified { get; init; }
    public required string? Checked { get; init; }
    public required bool Ruled { get; init; }
    public required long? ResumeAt { get; init; }
    public required string? DuplicateOf { get; init; }
    public required string? Satisfaction { get; init; }
    public required bool Exempted { get; init; }
    public required int Returns { get; init; }
    public required int RefusedReturns { get; init; }
    public required int Delays { get; init; }
    public required int HangUps { get; init; }
    public required int Reopenings { get; init; }

    /// <summary>Times the same was reported once more (重复上报).</summary>
    public required int Repeats { get; init; }
}

/// <summary>A step the caller may take.</summary>
/// <param name="Key">Stable key.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind"><c>primary</c>: the case waits for it; <c>danger</c>: another answer to the same duty, against the wish of whoever
/// asked or reported; <c>normal</c>: may be done.</param>
/// <param name="Needs">Required input.</param>
/// <param name="Optional">Input that may be left out.</param>
/// <param name="Results">For a step with a result: those it knows.</param>
/// <param name="Suggestion">For a dispatch: which department, and why.</param>
public sealed record ActionView(
    string Key,
    LocalText Name,
    string Kind,
    IReadOnlyList<string> Needs,
    IReadOnlyList<string> Optional,
    IReadOnlyList<string> Results,
    SuggestionView? Suggestion);

/// <summary>Which department, and why.</summary>
/// <param name="Department">The department.</param>
/// <param name="Reason">The rule that names it.</param>
/// <param name="Basis">What kind of rule: <c>ruling</c>, <c>owner</c>, <c>matrix</c> or <c>default</c>.</param>
/// <param name="CaseNumber">For a ruling: the case it was made for.</param>
/// <param name="Alternatives">Other departments that a rule names, the strongest first; these have none.</param>
public sealed record SuggestionView(
    Named Department, LocalText Reason, string Basis, string? CaseNumber, IReadOnlyList<SuggestionView> Alternatives);

/// <summary>An entry of a case's log; <c>Inputs</c> is what else was filled in, by key of the input.</summary>
public sealed record LogEntryView(
    long Seq, long At, Named Action, LocalText Actor, Named? Role, Named? From, Named To, string? Opinion, string? Result,
    Named? Department, IReadOnlyDictionary<string, string> Inputs, string Hash);

/// <summary>Answer of <c>GET /cases/counts</c>.</summary>
public sealed record CaseCountsView(int Todo, int Open, int Overdue, int ClosedToday);

/// <summary>Answer of <c>GET /cases/{number}/audit</c>.</summary>
public sealed record CaseAuditView(bool Valid, long Entries, long? FirstBroken);
