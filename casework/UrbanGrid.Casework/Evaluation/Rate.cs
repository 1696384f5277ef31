namespace UrbanGrid.Casework.Evaluation;

/// <summary>A share of two counts (率, docs/domain-sources.md §6.2).</summary>
/// <param name="Key">Stable key.</param>
/// <param name="Name">Name.</param>
/// <param name="Of">Key of the count above the line.</param>
/// <param name="Among">Key of the count below it.</param>
public sealed record Rate(string Key, LocalText Name, string Of, string Among)
{
    /// <summary>Those of departments.</summary>
    public static IReadOnlyList<Rate> OfDepartments { get; } =
    [
        new("handling_rate", new("处置率", "Handled"), "handled", DepartmentIndicators.ShouldHandle),
        new("in_time_rate", new("按期处置率", "Handled in time"), "in_time", DepartmentIndicators.ShouldHandle),
        new("overdue_rate", new("超期待处置率", "Overdue"), "overdue_open", DepartmentIndicators.ShouldHandle),
        new("delay_rate", new("延期率", "Delayed"), "delayed", DepartmentIndicators.ShouldHandle),
        new("rework_rate", new("返工率", "Reworked"), "reworked", DepartmentIndicators.ShouldHandle),
        new("closing_rate", new("结案率", "Closed"), "closed", DepartmentIndicators.ShouldHandle),
    ];

    /// <summary>The rate, 0 to 1 and above where things happen more than once; null when nothing was due.</summary>
    public double? Value(IReadOnlyDictionary<string, int> counts) =>
        counts.GetValueOrDefault(Among) is > 0 and var among ? counts.GetValueOrDefault(Of) / (double)among : null;
}
