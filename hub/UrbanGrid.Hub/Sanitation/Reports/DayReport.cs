using UrbanGrid.Hub.Sanitation.Outcomes;

namespace UrbanGrid.Hub.Sanitation.Reports;

/// <summary>A plan of a day's report, and whether its figures are kept.</summary>
/// <param name="Row">The figures.</param>
/// <param name="Kept">Whether they are those of a finished day, which stay.</param>
public sealed record ReportedPlan(ReportRow Row, bool Kept);

/// <summary>Plans of a day together.</summary>
/// <param name="Department">Code of their department; null if none answers for them, or if it is all plans.</param>
/// <param name="Plans">How many.</param>
/// <param name="Figures">What came of them.</param>
/// <param name="Vehicles">How many vehicles sent fixes; one that works for several plans counts once.</param>
/// <param name="DrivenM">Metres these drove.</param>
public sealed record ReportSum(string? Department, int Plans, DayFigures Figures, int Vehicles, double DrivenM)
{
    /// <summary>The sum of some rows.</summary>
    public static ReportSum Of(string? department, IReadOnlyCollection<ReportRow> rows)
    {
        var driven = rows.SelectMany(r => r.DrivenM).GroupBy(d => d.Key, StringComparer.Ordinal).Select(g => g.Max(d => d.Value)).ToList();
        return new ReportSum(department, rows.Count, rows.Aggregate(DayFigures.None, (sum, row) => sum + row.Figures), driven.Count, driven.Sum());
    }
}

/// <summary>The report of a day (环卫作业日报).</summary>
/// <param name="Day">The day.</param>
/// <param name="Plans">Its plans.</param>
public sealed record DayReport(DateOnly Day, IReadOnlyList<ReportedPlan> Plans)
{
    /// <summary>By department; plans that none answers for come last.</summary>
    public IReadOnlyList<ReportSum> Departments =>
    [
        .. Plans.GroupBy(p => p.Row.Department, StringComparer.Ordinal).OrderBy(g => g.Key is null).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => ReportSum.Of(g.Key, [.. g.Select(p => p.Row)])),
    ];

    /// <summary>All plans together.</summary>
    public ReportSum Total => ReportSum.Of(null, [.. Plans.Select(p => p.Row)]);
}
