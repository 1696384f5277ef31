using UrbanGrid.Casework;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Evaluation;
using UrbanGrid.Casework.Evaluation.Schemes;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Evaluation;

/// <summary>Answer of <c>GET /evaluation/{kind}</c>.</summary>
/// <param name="Kind">What was evaluated.</param>
/// <param name="Level">For areas, their kind.</param>
/// <param name="From">First moment, Unix ms.</param>
/// <param name="To">First moment after the last day.</param>
/// <param name="Scheme">By what scheme.</param>
/// <param name="Counts">What is counted.</param>
/// <param name="Rates">The rates and what they are made of.</param>
/// <param name="Untold">Rates of the sources that cannot be told yet, and why; their weight is shared out.</param>
/// <param name="Rows">One of each department, area or person.</param>
public sealed record EvaluationView(
    Named Kind, string? Level, long From, long To, SchemeName Scheme, IReadOnlyList<EvaluationColumn> Counts, IReadOnlyList<Rate> Rates,
    IReadOnlyList<UntoldRate> Untold, IReadOnlyList<EvaluationRowView> Rows);

/// <summary>A scheme by name.</summary>
/// <param name="Id">Id.</param>
/// <param name="Name">Name.</param>
/// <param name="IsStandard">It comes with the product.</param>
public sealed record SchemeName(string Id, LocalText Name, bool IsStandard);

/// <summary>One department, area or person.</summary>
/// <param name="Subject">Which.</param>
/// <param name="AreaClass">For an area, <c>class_1</c> or <c>class_2</c>.</param>
/// <param name="Counts">By key.</param>
/// <param name="Rates">By key, 0 to 1; null when there was nothing to count.</param>
/// <param name="Parts">What the score is made of.</param>
/// <param name="Score">0 to 100; null when no rate had anything to count.</param>
/// <param name="Grade">Letter, A to E.</param>
/// <param name="Colour">green, blue, yellow, red or black.</param>
public sealed record EvaluationRowView(
    Named Subject, string? AreaClass, IReadOnlyDictionary<string, int> Counts, IReadOnlyDictionary<string, double?> Rates,
    IReadOnlyList<ScorePart> Parts, double? Score, string? Grade, string? Colour)
{
    /// <summary>A row in the form of the contract.</summary>
    public static EvaluationRowView Of(EvaluationRow row, Named subject) => new(
        subject, row.AreaClass, row.Counts, row.Rates, row.Parts, row.Score, row.Grade?.Letter, row.Grade?.Colour);
}

/// <summary>A case behind a figure.</summary>
/// <param name="Number">Case number.</param>
/// <param name="At">When what is counted happened, Unix ms.</param>
/// <param name="State">State now.</param>
/// <param name="Category">Class.</param>
/// <param name="Address">Where.</param>
/// <param name="Department">Department that has it or had it last.</param>
/// <param name="IsExempted">An appeal was granted for it.</param>
public sealed record CaseBehindView(
    string Number, long At, Named State, Named Category, LocalText Address, Named? Department, bool IsExempted)
{
    /// <summary>A case in the form of the contract.</summary>
    public static CaseBehindView Of(CaseBehind one) => new(
        one.Number, one.At, new Named(one.State.Key, new LocalText(one.State.Zh, one.State.En)), NamedOf(one.Category), one.Address,
        one.Department is { } department ? NamedOf(department) : null, one.IsExempted);

    private static Named NamedOf(NamedCode code) => new(code.Code, new LocalText(code.Zh, code.En));
}
