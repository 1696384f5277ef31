using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UrbanGrid.Casework;

namespace UrbanGrid.Hub.Triage.Remedies;

/// <summary>A remedy that somebody accepted, with what is needed to undo it.</summary>
public sealed class AppliedRemedy
{
    /// <summary>Given by the store.</summary>
    public long Id { get; init; }

    /// <summary>The rejected incident.</summary>
    public required long IncidentId { get; init; }

    /// <summary>Device id of the camera.</summary>
    public required string CameraId { get; init; }

    /// <summary>One of <see cref="RemedyKey"/>.</summary>
    public required string Key { get; init; }

    /// <summary>What it changed as it was before: zones in the wire's form, or thresholds by rule.</summary>
    public required string BeforeJson { get; init; }

    /// <summary>The same after.</summary>
    public required string AfterJson { get; init; }

    /// <summary><see cref="RemedyTold"/>: what was said of it when it was accepted.</summary>
    public required string ToldJson { get; init; }

    /// <summary>Unix ms.</summary>
    public required long AppliedAt { get; init; }

    /// <summary>Who accepted it, Chinese name.</summary>
    public required string AppliedBy { get; init; }

    /// <summary>When it was undone, Unix ms; null while it stands.</summary>
    public long? UndoneAt { get; set; }

    /// <summary>Who undid it, Chinese name.</summary>
    public string? UndoneBy { get; set; }
}

/// <summary>What somebody who accepted a remedy had been told.</summary>
/// <param name="Text">What it changes.</param>
/// <param name="Effect">What it would have done.</param>
public sealed record RemedyTold(LocalText Text, RemedyEffect Effect);

/// <summary>How they lie in the database.</summary>
internal sealed class AppliedRemedyTable : IEntityTypeConfiguration<AppliedRemedy>
{
    public void Configure(EntityTypeBuilder<AppliedRemedy> builder) => builder.ToTable("applied_remedies");
}
