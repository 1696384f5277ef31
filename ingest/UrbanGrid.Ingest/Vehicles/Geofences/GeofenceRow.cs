using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UrbanGrid.Ingest.Vehicles.Geofences;

/// <summary>An area as a row; all but what is searched for lies in one text.</summary>
internal sealed class GeofenceRow : IEntityTypeConfiguration<GeofenceRow>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public string Id { get; set; } = "";
    public string Kind { get; set; } = "";
    public string Definition { get; set; } = "";
    public long Version { get; set; }
    public long UpdatedAt { get; set; }
    public string UpdatedBy { get; set; } = "";

    public Geofence ToGeofence() => JsonSerializer.Deserialize<Geofence>(Definition, Json)! with { Id = Id, Version = Version };

    public void Take(Geofence fence, long version, long at, string by)
    {
        (Id, Kind, Version, UpdatedAt, UpdatedBy) = (fence.Id, fence.Kind, version, at, by);
        Definition = JsonSerializer.Serialize(fence with { Version = version }, Json);
    }

    public void Configure(EntityTypeBuilder<GeofenceRow> builder)
    {
        builder.ToTable("geofences").HasKey(g => g.Id);
        builder.Property(g => g.Id).HasColumnName("id").HasMaxLength(Contracts.DeviceId.MaxLength);
        builder.Property(g => g.Kind).HasColumnName("kind");
        builder.Property(g => g.Definition).HasColumnName("definition");
        builder.Property(g => g.Version).HasColumnName("version").IsConcurrencyToken();
        builder.Property(g => g.UpdatedAt).HasColumnName("updated_at");
        builder.Property(g => g.UpdatedBy).HasColumnName("updated_by");
    }
}
