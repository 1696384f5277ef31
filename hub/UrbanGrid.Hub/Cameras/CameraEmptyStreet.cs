using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UrbanGrid.Hub.Cameras;

/// <summary>The picture of a camera's street with nothing in its occupancy zones, as stored.</summary>
public sealed class CameraEmptyStreet
{
    /// <summary>Device id of the camera.</summary>
    public required string CameraId { get; init; }

    /// <summary>SHA-256 of the picture in the evidence store.</summary>
    public required string Sha256 { get; set; }
}

/// <summary>How they lie in the database.</summary>
internal sealed class CameraEmptyStreetTable : IEntityTypeConfiguration<CameraEmptyStreet>
{
    public void Configure(EntityTypeBuilder<CameraEmptyStreet> builder) => builder.ToTable("camera_empty_streets").HasKey(s => s.CameraId);
}
