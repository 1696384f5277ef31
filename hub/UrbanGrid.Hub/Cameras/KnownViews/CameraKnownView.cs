using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UrbanGrid.Hub.Cameras.KnownViews;

/// <summary>What is known of how one camera's view looks, as stored.</summary>
public sealed class CameraKnownView : ICameraRow
{
    /// <inheritdoc/>
    public required string CameraId { get; init; }

    /// <summary>What was drawn on the picture then (<see cref="Vision.CameraWatch.Drawing"/>).</summary>
    public required string Drawing { get; init; }

    /// <summary>As the detectors gave it (<see cref="Vision.FramePipeline.SaveView"/>); up to some 200 KB.</summary>
    public required byte[] View { get; init; }
}

/// <summary>How they lie in the database.</summary>
internal sealed class CameraKnownViewTable : IEntityTypeConfiguration<CameraKnownView>
{
    public void Configure(EntityTypeBuilder<CameraKnownView> builder) => builder.ToTable("camera_known_views").HasKey(v => v.CameraId);
}
