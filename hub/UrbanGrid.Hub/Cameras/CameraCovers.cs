using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UrbanGrid.Hub.Cameras;

/// <summary>The manhole covers that one camera watches, as stored.</summary>
public sealed class CameraCovers
{
    /// <summary>Device id of the camera.</summary>
    public required string CameraId { get; init; }

    /// <summary>JSON array of covers in the wire's form.</summary>
    public required string CoversJson { get; set; }

    /// <summary>JSON object: by a cover's name, SHA-256 of its reference pictures in the evidence store, oldest first.</summary>
    public required string ReferencesJson { get; set; }
}

/// <summary>How they lie in the database.</summary>
internal sealed class CameraCoversTable : IEntityTypeConfiguration<CameraCovers>
{
    public void Configure(EntityTypeBuilder<CameraCovers> builder) => builder.ToTable("camera_covers").HasKey(c => c.CameraId);
}
