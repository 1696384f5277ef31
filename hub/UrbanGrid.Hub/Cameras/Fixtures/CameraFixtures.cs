using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UrbanGrid.Hub.Cameras.Fixtures;

/// <summary>What belongs where it stands in one camera's picture, as stored.</summary>
public sealed class CameraFixtures : ICameraRow
{
    /// <inheritdoc/>
    public required string CameraId { get; init; }

    /// <summary>JSON array of fixtures.</summary>
    public required string FixturesJson { get; init; }
}

/// <summary>How they lie in the database.</summary>
internal sealed class CameraFixturesTable : IEntityTypeConfiguration<CameraFixtures>
{
    public void Configure(EntityTypeBuilder<CameraFixtures> builder) => builder.ToTable("camera_fixtures").HasKey(f => f.CameraId);
}
