using UrbanGrid.Casework;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Sanitation.Plans;
using UrbanGrid.Hub.Sanitation.Outcomes;

namespace UrbanGrid.Hub.Sanitation.Reports;

/// <summary>The daily report as a table: a row a plan, then one a department, then all.</summary>
public static class ReportSheet
{
    private static readonly LocalText Title = new("环卫作业日报", "Sanitation daily report");
    private static readonly LocalText Subtotal = new("部门小计", "Department subtotal");
    private static readonly LocalText Total = new("合计", "Total");

    private static readonly IReadOnlyList<SheetColumn> Columns =
    [
        new(new LocalText("作业计划", "Plan")),
        new(new LocalText("作业类型", "Kind of work")),
        new(new LocalText("责任部门", "Department")),
        new(new LocalText("计划里程（km）", "Planned km"), "0.00"),
        new(new LocalText("完成里程（km）", "Covered km"), "0.00"),
        new(new LocalText("其中超时（km）", "of it late, km"), "0.00"),
        new(new LocalText("覆盖率", "Coverage"), "0.0%"),
        new(new LocalText("按时完成率", "On time"), "0.0%"),
        new(new LocalText("计划面积（m²）", "Planned m²"), "0"),
        new(new LocalText("完成面积（m²）", "Covered m²"), "0"),
        new(new LocalText("计划收集点", "Planned stops"), "0"),
        new(new LocalText("已收集点", "Served stops"), "0"),
        new(new LocalText("漏收点", "Missed stops"), "0"),
        new(new LocalText("收运桶数", "Bins"), "0"),
        new(new LocalText("收运量（t）", "Tonnes"), "0.000"),
        new(new LocalText("作业车辆", "Vehicles"), "0"),
        new(new LocalText("车辆里程（km）", "Mileage, km"), "0.00"),
    ];

    /// <summary>The table.</summary>
    /// <param name="report">The report.</param>
    /// <param name="departmentName">Name of a department by its code.</param>
    /// <param name="language">Whose.</param>
    public static Sheet Of(DayReport report, Func<string, LocalText> departmentName, Language language)
    {
        LocalText? Department(string? code) => code is null ? null : departmentName(code);
        List<IReadOnlyList<object?>> rows =
        [
            .. report.Plans.Select(p => Row(p.Row.Name, WorkKinds.Table.NameOf(p.Row.Kind), Department(p.Row.Department), ReportSum.Of(null, [p.Row]))),
            .. report.Departments.Select(d => Row(Subtotal, null, Department(d.Department), d)),
            Row(Total, null, null, report.Total),
        ];
        return new Sheet(Title, Columns, rows, language);
    }

    private static List<object?> Row(LocalText name, LocalText? kind, LocalText? department, ReportSum sum)
    {
        var (streets, areas, stops) = (sum.Figures.Streets, sum.Figures.Areas, sum.Figures.Stops);
        return
        [
            name, kind, department, streets.Planned / 1000, streets.Covered / 1000, streets.Late / 1000, sum.Figures.Coverage, sum.Figures.InTimeShare,
            areas.Planned, areas.Covered, stops.Planned, stops.InTime + stops.Late, stops.Missed, sum.Figures.Bins, sum.Figures.WeightKg / 1000,
            sum.Vehicles, sum.DrivenM / 1000,
        ];
    }
}
