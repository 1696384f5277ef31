using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UrbanGrid.Hub.Cameras.Covers;

/// <summary>The manhole covers that one camera watches, as stored.</summary>
public sealed class CameraCovers : ICameraRow
{
    /// <inheritdoc/>
    public required string CameraId { get; init; }

    /// <summary>JSON array of covers in the wire's form.</summary>
    public required string CoversJson { get; init; }

    /// <summary>JSON object: by a cover's name, ids of its reference pictures (<see cref="Privacy.CameraPictures"/>), oldest first.</summary>
    public required string ReferencesJson { get; init; }
}

/// <summary>How they lie in the database.</summary>
internal sealed class CameraCoversTable : IEntityTypeConfiguration<CameraCovers>
{
    public void Configure(EntityTypeBuilder<CameraCovers> builder) => builder.ToTable("camera_covers").HasKey(c => c.CameraId);
}
