namespace UrbanGrid.Casework.Law;

/// <summary>One row of the law: who may move a case from where to where, and what that takes.</summary>
public sealed record LawRow
{
    /// <summary>Key of the action.</summary>
    public required string Action { get; init; }

    /// <summary>State before.</summary>
    public required string From { get; init; }

    /// <summary>State after.</summary>
    public required string To { get; init; }

    /// <summary>Roles that may do it; the first is the owner of the step.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>Only users of the department the case was dispatched to.</summary>
    public bool OwnDepartment { get; init; }

    /// <summary>This row holds only for this result of a check.</summary>
    public string? Result { get; init; }

    /// <summary>Required input, keys of <see cref="ActionInput"/>.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Input that may be left out.</summary>
    public IReadOnlyList<string> Optional { get; init; } = [];

    /// <summary>What it does to the handling clock.</summary>
    public ClockEffect Clock { get; init; }

    /// <summary>Where the rule comes from: a section of <c>docs/domain-sources.md</c>.</summary>
    public required string Clause { get; init; }

    /// <summary>True when this input counts, required or not.</summary>
    public bool Takes(string input) => Needs.Contains(input) || Optional.Contains(input);
}
