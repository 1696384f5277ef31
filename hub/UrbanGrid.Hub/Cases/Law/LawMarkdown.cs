using System.Text;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Hub.Cases.Law;

/// <summary>Prints the law for people: states, who may do what in which state, and every step with what it takes.</summary>
public static class LawMarkdown
{
    /// <summary>What a document holds before the printed part; only what is between the two is renewed.</summary>
    public const string Begin = "<!-- law: printed by ./run hub law, not written by hand -->";

    /// <summary>What a document holds after the printed part.</summary>
    public const string End = "<!-- law: end -->";

    private const char LineEnd = '\n';

    private static readonly string[] RoleOrder =
    [
        Roles.Collector, Roles.Acceptor, Roles.ShiftLeader, Roles.Dispatcher, Roles.Department, Roles.Handler, Roles.Leader, Roles.System,
    ];

    /// <summary>The whole law as Markdown; the same law always gives the same text.</summary>
    public static string Print(CaseLaw law)
    {
        var text = new StringBuilder();
        PrintStates(text);
        PrintMatrix(text, law.Rows);
        PrintSteps(text, law.Rows);
        PrintGuards(text, law.Rows);
        return text.ToString();
    }

    /// <summary>The document with its printed part renewed.</summary>
    /// <exception cref="ArgumentException">It has no such part.</exception>
    public static string Renew(string document, CaseLaw law)
    {
        var begin = document.IndexOf(Begin, StringComparison.Ordinal);
        var end = document.IndexOf(End, StringComparison.Ordinal);
        return begin >= 0 && end > begin
            ? document[..begin] + Begin + LineEnd + LineEnd + Print(law) + LineEnd + document[end..]
            : throw new ArgumentException($"The document has no part between '{Begin}' and '{End}'.");
    }

    private static void PrintStates(StringBuilder text)
    {
        Line(text, "### States");
        Line(text);
        Line(text, "| key | state | 状态 | stage limit | open |");
        Line(text, "|---|---|---|---|---|");
        foreach (var state in CaseStates.All)
        {
            Line(text, $"| `{state.Key}` | {state.Name.En} | {state.Name.Zh} | {state.StageLimit?.ToText().En ?? "–"} | {(state.IsOpen ? "yes" : "no")} |");
        }

        Line(text);
    }

    private static void PrintMatrix(StringBuilder text, IReadOnlyList<LawRow> rows)
    {
        Line(text, "### Who may do what in which state");
        Line(text);
        Line(text, "**Bold** is a duty: the case waits for it on the to-do list. *Slanted* is the answer against it. The rest may be done.");
        Line(text);
        Line(text, $"| state | {string.Join(" | ", RoleOrder.Select(role => Roles.NameOf(role).En))} |");
        Line(text, $"|---|{string.Concat(RoleOrder.Select(_ => "---|"))}");
        foreach (var state in CaseStates.All.Where(state => rows.Any(row => row.From == state.Key)))
        {
            var cells = RoleOrder.Select(role => string.Join(", ", rows.Where(row => row.From == state.Key && row.Roles.Contains(role))
                .DistinctBy(row => row.Action).OrderBy(row => row.Kind).Select(Marked)));
            Line(text, $"| `{state.Key}` | {string.Join(" | ", cells)} |");
        }

        Line(text);
    }

    private static void PrintSteps(StringBuilder text, IReadOnlyList<LawRow> rows)
    {
        Line(text, "### Steps");
        Line(text);
        Line(text, "A step in several states is one line; “–” in *to* leaves the state as it is. What may be left out is in brackets. Roles with † act on the cases of their own department only.");
        Line(text);
        Line(text, "| step | from | roles | takes | conditions | to | handling clock | rule |");
        Line(text, "|---|---|---|---|---|---|---|---|");
        foreach (var group in rows.GroupBy(row => (row.Action, row.Clause, row.Kind, Cells: Cells(row))))
        {
            var row = group.First();
            Line(text, $"| `{row.Action}` {CaseActions.NameOf(row.Action).Zh} | {string.Join(", ", group.Select(r => Code(r.From)))} | {group.Key.Cells} | {row.Clause} |");
        }

        Line(text);
    }

    private static void PrintGuards(StringBuilder text, IReadOnlyList<LawRow> rows)
    {
        Line(text, "### Conditions");
        Line(text);
        Line(text, "| code | what a refusal says |");
        Line(text, "|---|---|");
        foreach (var guard in rows.SelectMany(row => row.Guards).DistinctBy(guard => guard.Code))
        {
            Line(text, $"| `{guard.Code}` | {guard.Text.En} |");
        }
    }

    /// <summary>All columns between <c>from</c> and <c>rule</c>.</summary>
    private static string Cells(LawRow row)
    {
        var roles = row.Roles.Select(role => Roles.NameOf(role).En + (row.OwnDepartment && Roles.OfDepartments.Contains(role) ? "†" : ""));
        var takes = row.Needs.Select(need => need == ActionInput.Result ? $"{need}: {string.Join(" / ", row.Results)}" : need)
            .Concat(row.Optional.Select(optional => $"[{optional}]"));
        var conditions = row.Guards.Select(guard => Code(guard.Code))
            .Concat(row.Answers is { } asked ? [$"asked: {CaseRequests.All[asked].En}"] : Array.Empty<string>());
        var to = Target(row) is { Length: > 0 } state ? Code(state) : "–";
        return string.Join(" | ", string.Join(", ", roles), Joined(takes), Joined(conditions), to, row.Clock == ClockEffect.None ? "–" : Word(row.Clock));
    }

    private static string Target(LawRow row) => row.To == row.From ? "" : row.To;

    private static string Joined(IEnumerable<string> parts) => string.Join(", ", parts) is { Length: > 0 } text ? text : "–";

    private static string Marked(LawRow row) => row.Kind switch
    {
        StepKind.Duty => $"**{row.Action}**",
        StepKind.Against => $"*{row.Action}*",
        _ => row.Action,
    };

    private static string Word(ClockEffect clock) => clock switch
    {
        ClockEffect.SetLimit => "limit is set",
        ClockEffect.Start => "starts",
        ClockEffect.Pause => "pauses",
        ClockEffect.GoOn => "goes on",
        ClockEffect.Extend => "limit grows",
        ClockEffect.Stop => "ends",
        ClockEffect.Resume => "goes on where it stood",
        _ => "–",
    };

    private static string Code(string key) => $"`{key}`";

    private static void Line(StringBuilder text, string line = "") => text.Append(line).Append(LineEnd);
}
