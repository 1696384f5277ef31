namespace UrbanGrid.Casework.Evaluation;

/// <summary>A grade (等级, docs/domain-sources.md §6.3).</summary>
/// <param name="Letter">A to E.</param>
/// <param name="From">Lowest score.</param>
/// <param name="Colour">The colour it is shown in: green, blue, yellow, red, black.</param>
public sealed record Grade(string Letter, double From, string Colour)
{
    /// <summary>Grades from the best down.</summary>
    public static IReadOnlyList<Grade> All { get; } =
        [new("A", 90, "green"), new("B", 75, "blue"), new("C", 60, "yellow"), new("D", 40, "red"), new("E", 0, "black")];

    /// <summary>The grade of a score, 0 to 100.</summary>
    public static Grade Of(double score) => All.First(grade => score >= grade.From);
}
