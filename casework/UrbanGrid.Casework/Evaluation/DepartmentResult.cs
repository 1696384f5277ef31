using UrbanGrid.Casework.Cases;

namespace UrbanGrid.Casework.Evaluation;

/// <summary>The evaluation of one department.</summary>
/// <param name="Department">Which.</param>
/// <param name="Counts">Count by key of the indicator.</param>
/// <param name="Rates">Rate by key; null when nothing was due.</param>
/// <param name="Score">0 to 100; null when nothing was due.</param>
/// <param name="Grade">Its grade; null with the score.</param>
public sealed record DepartmentResult(
    NamedCode Department,
    IReadOnlyDictionary<string, int> Counts,
    IReadOnlyDictionary<string, double?> Rates,
    double? Score,
    Grade? Grade);

/// <summary>A count or a rate as a column of a report.</summary>
/// <param name="Key">Stable key.</param>
/// <param name="Name">Name.</param>
/// <param name="Meaning">What it is.</param>
public sealed record EvaluationColumn(string Key, LocalText Name, LocalText Meaning);
