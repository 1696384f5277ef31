using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Sanitation.Plans;
using UrbanGrid.Hub.Sanitation.Outcomes;

namespace UrbanGrid.Hub.Sanitation.Reports;

/// <summary>Answer of <c>GET /sanitation/report</c>.</summary>
/// <param name="Date">yyyy-MM-dd.</param>
/// <param name="Plans">Plans of the day.</param>
/// <param name="Departments">The same by department.</param>
/// <param name="Total">All together.</param>
public sealed record ReportView(string Date, IReadOnlyList<ReportPlanView> Plans, IReadOnlyList<ReportSumView> Departments, ReportSumView Total)
{
    /// <summary>A report in the form of the contract.</summary>
    public static ReportView Of(DayReport report, City city)
    {
        Named? Department(string? code) => code is null ? null : DepartmentNames.Of(city, code);
        ReportSumView Sum(ReportSum sum) => new(Department(sum.Department), sum.Plans, sum.Figures, sum.Vehicles, sum.DrivenM);
        return new ReportView(
            CityDays.Text(report.Day),
            [
                .. report.Plans.Select(p => new ReportPlanView(
                    new Named(p.Row.PlanId, p.Row.Name), new Named(p.Row.Kind, WorkKinds.Table.NameOf(p.Row.Kind)), Department(p.Row.Department),
                    p.Row.Figures, p.Row.DrivenM.Count, p.Row.DrivenM.Values.Sum(), p.Row.PlanVersion, p.Row.ComputedAt, p.Kept)),
            ],
            [.. report.Departments.Select(Sum)], Sum(report.Total));
    }
}

/// <summary>A plan of the report.</summary>
/// <param name="Plan">Plan.</param>
/// <param name="Kind">Kind of work.</param>
/// <param name="Department">Who answers for it.</param>
/// <param name="Figures">What came of it.</param>
/// <param name="Vehicles">Vehicles that sent fixes.</param>
/// <param name="DrivenM">Metres they drove on the day.</param>
/// <param name="PlanVersion">Version of the plan.</param>
/// <param name="ComputedAt">When this was found out, Unix ms.</param>
/// <param name="Kept">Whether these are the figures of a finished day, which stay.</param>
public sealed record ReportPlanView(
    Named Plan, Named Kind, Named? Department, DayFigures Figures, int Vehicles, double DrivenM, long PlanVersion, long ComputedAt, bool Kept);

/// <summary>Plans together.</summary>
/// <param name="Department">Their department; null if none answers for them, or if it is all plans.</param>
/// <param name="Plans">How many.</param>
/// <param name="Figures">What came of them.</param>
/// <param name="Vehicles">Vehicles that sent fixes, each once.</param>
/// <param name="DrivenM">Metres they drove.</param>
public sealed record ReportSumView(Named? Department, int Plans, DayFigures Figures, int Vehicles, double DrivenM);
