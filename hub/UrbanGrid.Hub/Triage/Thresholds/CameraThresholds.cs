using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UrbanGrid.Hub.Cameras;

namespace UrbanGrid.Hub.Triage.Thresholds;

/// <summary>How likely alarms of one camera must be to come to an operator, as stored.</summary>
public sealed class CameraThresholds : ICameraRow
{
    /// <inheritdoc/>
    public required string CameraId { get; init; }

    /// <summary>JSON object: by rule, the least probability, 0..1.</summary>
    public required string ThresholdsJson { get; init; }
}

/// <summary>How they lie in the database.</summary>
internal sealed class CameraThresholdsTable : IEntityTypeConfiguration<CameraThresholds>
{
    public void Configure(EntityTypeBuilder<CameraThresholds> builder) => builder.ToTable("camera_thresholds").HasKey(t => t.CameraId);
}
