namespace UrbanGrid.Casework.Law;

/// <summary>One row of the law: who may move a case from where to where, and what that takes.</summary>
public sealed record LawRow
{
    /// <summary>Key of the action.</summary>
    public required string Action { get; init; }

    /// <summary>State before.</summary>
    public required string From { get; init; }

    /// <summary>State after; equal to <see cref="From"/> for a step that does not move the case.</summary>
    public required string To { get; init; }

    /// <summary>Roles that may do it; the first is the owner of the step.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>Whether the case waits for it.</summary>
    public StepKind Kind { get; init; }

    /// <summary>Only users of the department the case was dispatched to.</summary>
    public bool OwnDepartment { get; init; }

    /// <summary>Conditions of the case itself.</summary>
    public IReadOnlyList<LawGuard> Guards { get; init; } = [];

    /// <summary>This row holds only for these results; empty: the step has none.</summary>
    public IReadOnlyList<string> Results { get; init; } = [];

    /// <summary>Required input, keys of <see cref="ActionInput"/>.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Input that may be left out.</summary>
    public IReadOnlyList<string> Optional { get; init; } = [];

    /// <summary>Request that is open afterwards, a key of <see cref="CaseRequests"/>.</summary>
    public string? Asks { get; init; }

    /// <summary>Request that must be open, and that this step decides.</summary>
    public string? Answers { get; init; }

    /// <summary>What it does to the handling clock.</summary>
    public ClockEffect Clock { get; init; }

    /// <summary>What it writes down besides.</summary>
    public CaseEffect Effect { get; init; }

    /// <summary>Where the rule comes from: a section of <c>docs/domain-sources.md</c>.</summary>
    public required string Clause { get; init; }

    /// <summary>True when this input counts, required or not.</summary>
    public bool Takes(string input) => Needs.Contains(input) || Optional.Contains(input);

    /// <summary>The same row for each of these states; a step that does not move the case stays where it is.</summary>
    internal static IEnumerable<LawRow> In(IEnumerable<string> states, LawRow row) =>
        states.Select(state => row with { From = state, To = row.To == Anywhere ? state : row.To });

    /// <summary>Placeholder for <see cref="From"/> and <see cref="To"/> in <see cref="In"/>.</summary>
    internal const string Anywhere = "";
}
