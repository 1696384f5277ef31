using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UrbanGrid.Casework;
using UrbanGrid.Hub.Sanitation.Outcomes;

namespace UrbanGrid.Hub.Sanitation.Reports;

/// <summary>A plan in the report of a day.</summary>
/// <param name="PlanId">Its id.</param>
/// <param name="PlanVersion">Its version when the figures were found out.</param>
/// <param name="Name">Its name then.</param>
/// <param name="Kind">Key of its kind of work.</param>
/// <param name="Department">Code of its department; null if none answers for it.</param>
/// <param name="Figures">What came of it.</param>
/// <param name="DrivenM">Metres that each of its vehicles drove on the day; a vehicle that sent nothing is left out.</param>
/// <param name="ComputedAt">When this was found out, Unix ms.</param>
public sealed record ReportRow(
    string PlanId, long PlanVersion, LocalText Name, string Kind, string? Department, DayFigures Figures,
    IReadOnlyDictionary<string, double> DrivenM, long ComputedAt)
{
    /// <summary>The row of a result.</summary>
    public static ReportRow Of(PlanDay day) => new(
        day.Plan.Id, day.Plan.Version, day.Plan.Name, day.Plan.Kind, day.Plan.Department, day.Figures,
        day.Vehicles.Where(v => v.Fixes > 0).ToDictionary(v => v.Id, v => v.DrivenM), day.ComputedAt);
}

/// <summary>
/// The row of a finished day as stored. It repeats what fixes and events say, on purpose: fixes are given up when their
/// retention ends and plans change, and a report that was signed must read the same a year later. While the fixes are there,
/// it can be found out anew.
/// </summary>
public sealed class KeptDay
{
    /// <summary>The day, yyyy-MM-dd.</summary>
    public required string Day { get; init; }

    /// <summary>The plan; it may have been deleted since.</summary>
    public required string PlanId { get; init; }

    /// <summary>The <see cref="ReportRow"/> as JSON.</summary>
    public required string RowJson { get; init; }

    /// <summary>When it was found out, Unix ms.</summary>
    public required long ComputedAt { get; init; }
}

/// <summary>How they lie in the database.</summary>
internal sealed class KeptDayTable : IEntityTypeConfiguration<KeptDay>
{
    public void Configure(EntityTypeBuilder<KeptDay> builder) => builder.ToTable("sanitation_days").HasKey(d => new { d.Day, d.PlanId });
}
