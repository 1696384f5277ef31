using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UrbanGrid.Hub.Cameras.EmptyStreets;

/// <summary>The picture of a camera's street with nothing in its occupancy zones, as stored.</summary>
public sealed class CameraEmptyStreet : ICameraRow
{
    /// <inheritdoc/>
    public required string CameraId { get; init; }

    /// <summary>Id of the picture (<see cref="Privacy.CameraPictures"/>).</summary>
    public required string PictureId { get; init; }
}

/// <summary>How they lie in the database.</summary>
internal sealed class CameraEmptyStreetTable : IEntityTypeConfiguration<CameraEmptyStreet>
{
    public void Configure(EntityTypeBuilder<CameraEmptyStreet> builder) => builder.ToTable("camera_empty_streets").HasKey(s => s.CameraId);
}
