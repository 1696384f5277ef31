using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UrbanGrid.Hub.Sanitation.Plans;

/// <summary>A plan as stored.</summary>
public sealed class PlanRow
{
    /// <summary>Id.</summary>
    public required string Id { get; init; }

    /// <summary>The <see cref="WorkPlan"/> as JSON.</summary>
    public required string PlanJson { get; init; }

    /// <summary>Grows with every change.</summary>
    public required long Version { get; init; }

    /// <summary>When it was changed last, Unix ms.</summary>
    public required long ChangedAt { get; init; }

    /// <summary>Sign-in name of who did; null for the hub itself.</summary>
    public string? ChangedBy { get; init; }
}

/// <summary>How they lie in the database.</summary>
internal sealed class PlanTable : IEntityTypeConfiguration<PlanRow>
{
    public void Configure(EntityTypeBuilder<PlanRow> builder) => builder.ToTable("sanitation_plans").HasKey(p => p.Id);
}
