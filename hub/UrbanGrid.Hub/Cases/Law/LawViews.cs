using UrbanGrid.Casework;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Cases.Law;

/// <summary>Answer of <c>GET /casework/law</c>: the whole law of the casework, as this city applies it.</summary>
/// <param name="States">In the order of the loop.</param>
/// <param name="Rows">Who may move a case from where to where.</param>
public sealed record LawView(IReadOnlyList<LawStateView> States, IReadOnlyList<LawRowView> Rows);

/// <summary>A state (案件状态).</summary>
/// <param name="Key">Stable key.</param>
/// <param name="Name">Its name.</param>
/// <param name="Open">False once nothing more is to be done.</param>
/// <param name="StageLimit">Time its post has (环节时限); null: only the case clock counts.</param>
public sealed record LawStateView(string Key, LocalText Name, bool Open, LocalText? StageLimit);

/// <summary>A row of the law; see <see cref="Casework.Law.LawRow"/>.</summary>
public sealed record LawRowView
{
    public required Named Action { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }
    public required IReadOnlyList<Named> Roles { get; init; }

    /// <summary><c>primary</c>, <c>danger</c> or <c>normal</c>, as in the actions of a case.</summary>
    public required string Kind { get; init; }

    public required bool OwnDepartment { get; init; }
    public required IReadOnlyList<LawGuardView> Guards { get; init; }
    public required IReadOnlyList<string> Results { get; init; }
    public required IReadOnlyList<string> Needs { get; init; }
    public required IReadOnlyList<string> Optional { get; init; }
    public required Named? Asks { get; init; }
    public required Named? Answers { get; init; }

    /// <summary>What it does to the handling clock.</summary>
    public required string Clock { get; init; }

    /// <summary>Section of docs/domain-sources.md it comes from.</summary>
    public required string Clause { get; init; }
}

/// <summary>A condition of a row, with what a refusal says.</summary>
public sealed record LawGuardView(string Code, LocalText Text);
