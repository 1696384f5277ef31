using UrbanGrid.Casework;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Sanitation.Ground;

namespace UrbanGrid.Hub.Sanitation.Plans;

/// <summary>Names of departments as the interface tells them.</summary>
internal static class DepartmentNames
{
    /// <summary>A department by its code; one that the city has no more is its own name.</summary>
    public static Named Of(City city, string code) =>
        new(code, city.Departments.TryGetValue(code, out var known) ? new LocalText(known.NameZh, known.NameEn) : new LocalText(code, code));
}

/// <summary>A plan in a list.</summary>
/// <param name="Id">Id.</param>
/// <param name="Name">Name.</param>
/// <param name="Kind">Kind of work.</param>
/// <param name="Department">Who answers for it.</param>
/// <param name="Vehicles">Who works.</param>
/// <param name="Days">Weekdays.</param>
/// <param name="Hours">Hours of the plan.</param>
/// <param name="LengthM">Metres of its streets.</param>
/// <param name="Routes">How many routes.</param>
/// <param name="Areas">How many areas.</param>
/// <param name="Stops">How many collection points.</param>
/// <param name="Bins">How many bins stand there.</param>
/// <param name="Enabled">Whether it is carried out.</param>
/// <param name="Version">For a change.</param>
/// <param name="ChangedAt">Unix ms.</param>
/// <param name="ChangedBy">Sign-in name; null for the hub itself.</param>
public sealed record PlanSummary(
    string Id, LocalText Name, Named Kind, Named? Department, PlanVehicles Vehicles, IReadOnlyList<int> Days, IReadOnlyList<WorkHours> Hours, double LengthM,
    int Routes, int Areas, int Stops, int Bins, bool Enabled, long Version, long ChangedAt, string? ChangedBy)
{
    /// <summary>A plan in the form of the contract.</summary>
    public static PlanSummary Of(StoredPlan stored, City city)
    {
        var plan = stored.Plan;
        var length = plan.Routes.SelectMany(r => r.Lines)
            .Sum(line => line.Zip(line.Skip(1), (a, b) => GroundPlane.PointOf(a).DistanceTo(GroundPlane.PointOf(b))).Sum());
        return new PlanSummary(
            plan.Id, plan.Name, new Named(plan.Kind, WorkKinds.Table.NameOf(plan.Kind)),
            plan.Department is { } code ? DepartmentNames.Of(city, code) : null, plan.Vehicles, plan.Days, plan.Hours, length,
            plan.Routes.Count, plan.Areas.Count, plan.Stops.Count, plan.Stops.Sum(s => s.Bins.Count), plan.Enabled, plan.Version,
            stored.ChangedAt, stored.ChangedBy);
    }
}
