using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Evaluation.Schemes;

namespace UrbanGrid.Casework.Evaluation;

/// <summary>An evaluation of one kind of object over one period.</summary>
/// <param name="Kind">What was evaluated.</param>
/// <param name="Scheme">By what scheme.</param>
/// <param name="Rates">Its rates, as the scheme has them.</param>
/// <param name="Rows">One of each object.</param>
public sealed record EvaluationReport(EvaluatedKind Kind, StoredScheme Scheme, IReadOnlyList<Rate> Rates, IReadOnlyList<EvaluationRow> Rows);

/// <summary>The evaluation of one object.</summary>
/// <param name="Subject">Which; people have their id for a name here.</param>
/// <param name="AreaClass">For an area, see <see cref="Evaluation.AreaClass"/>.</param>
/// <param name="Counts">Count by key of the indicator.</param>
/// <param name="Rates">Rate by key; null when there was nothing to count.</param>
/// <param name="Parts">What the score is made of.</param>
/// <param name="Score">0 to 100; null when no rate had anything to count.</param>
/// <param name="Grade">Its grade; null with the score.</param>
public sealed record EvaluationRow(
    NamedCode Subject,
    string? AreaClass,
    IReadOnlyDictionary<string, int> Counts,
    IReadOnlyDictionary<string, double?> Rates,
    IReadOnlyList<ScorePart> Parts,
    double? Score,
    Grade? Grade);

/// <summary>A case behind a figure.</summary>
/// <param name="Number">Case number.</param>
/// <param name="At">When what is counted happened, Unix ms.</param>
/// <param name="State">State now.</param>
/// <param name="Category">Class.</param>
/// <param name="Address">Where.</param>
/// <param name="Department">Department that has it or had it last; null before dispatch.</param>
/// <param name="IsExempted">An appeal was granted for one of its handlings.</param>
public sealed record CaseBehind(
    string Number, long At, NamedKey State, NamedCode Category, LocalText Address, NamedCode? Department, bool IsExempted);
