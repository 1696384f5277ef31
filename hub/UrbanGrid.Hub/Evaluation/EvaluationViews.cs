using UrbanGrid.Casework;
using UrbanGrid.Casework.Evaluation;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Evaluation;

/// <summary>Answer of <c>GET /evaluation/departments</c>.</summary>
/// <param name="From">First moment, Unix ms.</param>
/// <param name="To">First moment after the last day.</param>
/// <param name="Counts">What is counted.</param>
/// <param name="Rates">The rates and what they are made of.</param>
/// <param name="Departments">One row each.</param>
public sealed record EvaluationView(
    long From, long To, IReadOnlyList<EvaluationColumn> Counts, IReadOnlyList<RateColumn> Rates, IReadOnlyList<EvaluationRow> Departments);

/// <summary>A rate.</summary>
/// <param name="Key">Stable key.</param>
/// <param name="Name">Name.</param>
/// <param name="Of">Key of the count above the line.</param>
/// <param name="Among">Key of the count below it.</param>
public sealed record RateColumn(string Key, LocalText Name, string Of, string Among);

/// <summary>One department.</summary>
/// <param name="Department">Which.</param>
/// <param name="Counts">By key.</param>
/// <param name="Rates">By key, 0 to 1; null when nothing was due.</param>
/// <param name="Score">0 to 100; null when nothing was due.</param>
/// <param name="Grade">Letter, A to E.</param>
/// <param name="Colour">green, blue, yellow, red or black.</param>
public sealed record EvaluationRow(
    Named Department, IReadOnlyDictionary<string, int> Counts, IReadOnlyDictionary<string, double?> Rates, double? Score, string? Grade, string? Colour)
{
    /// <summary>A result in the form of the contract.</summary>
    public static EvaluationRow Of(DepartmentResult result) => new(
        new Named(result.Department.Code, new LocalText(result.Department.Zh, result.Department.En)),
        result.Counts, result.Rates, result.Score, result.Grade?.Letter, result.Grade?.Colour);
}
