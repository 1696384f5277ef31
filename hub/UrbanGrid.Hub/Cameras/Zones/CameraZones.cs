using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UrbanGrid.Hub.Cameras.Zones;

/// <summary>The zones of one camera as stored.</summary>
public sealed class CameraZones : ICameraRow
{
    /// <inheritdoc/>
    public required string CameraId { get; init; }

    /// <summary>JSON array of zones in the wire's form.</summary>
    public required string ZonesJson { get; init; }
}

/// <summary>How they lie in the database.</summary>
internal sealed class CameraZonesTable : IEntityTypeConfiguration<CameraZones>
{
    public void Configure(EntityTypeBuilder<CameraZones> builder) => builder.ToTable("camera_zones").HasKey(z => z.CameraId);
}
