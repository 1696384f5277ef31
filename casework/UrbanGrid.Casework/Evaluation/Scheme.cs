namespace UrbanGrid.Casework.Evaluation;

/// <summary>How a department's rates become one score, and the score a grade (docs/domain-sources.md §6.3; annexes of CJ/T 292).</summary>
public sealed record Scheme
{
    /// <summary>The parts of the score; their weights make 1.</summary>
    public required IReadOnlyList<SchemePart> Parts { get; init; }

    /// <summary>Points for a number of cases: up to so many, so many points; fewer is better.</summary>
    public required IReadOnlyList<CountStep> Steps { get; init; }

    /// <summary>Grades from the best down.</summary>
    public required IReadOnlyList<Grade> Grades { get; init; }

    /// <summary>专业部门: cases × 10 % + closing rate × 30 % + in-time rate × 30 % + (1 − rework rate) × 30 %.</summary>
    public static Scheme OfDepartments { get; } = new()
    {
        Parts =
        [
            new("dispatched", 0.1, PartKind.Steps),
            new("closing_rate", 0.3, PartKind.Rate),
            new("in_time_rate", 0.3, PartKind.Rate),
            new("rework_rate", 0.3, PartKind.OneMinusRate),
        ],
        Steps = [new(50, 100), new(100, 90), new(200, 75), new(500, 60), new(1000, 40), new(int.MaxValue, 0)],
        Grades =
        [
            new("A", 90, "green"), new("B", 75, "blue"), new("C", 60, "yellow"), new("D", 40, "red"), new("E", 0, "black"),
        ],
    };

    /// <summary>The score, 0 to 100, rounded to hundredths; null when a rate it needs has nothing to count.</summary>
    public double? Score(IReadOnlyDictionary<string, int> counts, IReadOnlyDictionary<string, double?> rates)
    {
        var sum = 0.0;
        foreach (var part in Parts)
        {
            if (Points(part, counts, rates) is not { } points)
            {
                return null;
            }

            sum += points * part.Weight;
        }

        return Math.Round(sum, 2);
    }

    /// <summary>The grade of a score.</summary>
    public Grade GradeOf(double score) => Grades.First(grade => score >= grade.From);

    private double? Points(SchemePart part, IReadOnlyDictionary<string, int> counts, IReadOnlyDictionary<string, double?> rates) => part.Kind switch
    {
        PartKind.Steps => Steps.First(step => counts.GetValueOrDefault(part.Key) <= step.UpTo).Points,
        PartKind.Rate => rates.GetValueOrDefault(part.Key) is { } rate ? Math.Clamp(rate, 0, 1) * 100 : null,
        _ => rates.GetValueOrDefault(part.Key) is { } rate ? (1 - Math.Clamp(rate, 0, 1)) * 100 : null,
    };
}

/// <summary>How a part of a score is reckoned.</summary>
public enum PartKind
{
    /// <summary>Rate × 100.</summary>
    Rate,

    /// <summary>(1 − rate) × 100, for rates that should be small.</summary>
    OneMinusRate,

    /// <summary>Points by number of cases.</summary>
    Steps,
}

/// <summary>One part of a score.</summary>
/// <param name="Key">Key of a rate or of a count.</param>
/// <param name="Weight">Its weight, 0 to 1.</param>
/// <param name="Kind">How it is reckoned.</param>
public sealed record SchemePart(string Key, double Weight, PartKind Kind);

/// <summary>One step of a table of points.</summary>
/// <param name="UpTo">Highest count that still gets them.</param>
/// <param name="Points">0 to 100.</param>
public sealed record CountStep(int UpTo, double Points);

/// <summary>A grade (等级).</summary>
/// <param name="Letter">A to E.</param>
/// <param name="From">Lowest score.</param>
/// <param name="Colour">The colour it is shown in: green, blue, yellow, red, black.</param>
public sealed record Grade(string Letter, double From, string Colour);
