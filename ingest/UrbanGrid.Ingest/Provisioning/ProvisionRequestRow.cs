using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UrbanGrid.Ingest.Provisioning;

/// <summary>A device's wish to be let in, as a row; one for each serial number of a model.</summary>
internal sealed class ProvisionRequestRow : IEntityTypeConfiguration<ProvisionRequestRow>
{
    public string Id { get; set; } = "";
    public string KeyId { get; set; } = "";
    public string Serial { get; set; } = "";
    public string Model { get; set; } = "";
    public string? Name { get; set; }
    public double? Lat { get; set; }
    public double? Lon { get; set; }
    public int State { get; set; }
    /// <summary>Hash of what the device shows to ask again; null where its protocol has no place for it.</summary>
    public byte[]? SecretHash { get; set; }
    public long RequestedAt { get; set; }
    public string? Address { get; set; }
    public string? DeviceId { get; set; }
    public bool Collected { get; set; }
    public long? DecidedAt { get; set; }
    public string? DecidedBy { get; set; }
    public string? Reason { get; set; }

    public ProvisionState Now => (ProvisionState)State;

    public ProvisionRequest ToRequest() => new(Id, Serial, Model, Name, Lat, Lon, Now, RequestedAt, Address, DeviceId);

    public void Configure(EntityTypeBuilder<ProvisionRequestRow> builder)
    {
        builder.ToTable("provision_requests").HasKey(r => r.Id);
        builder.Property(r => r.Id).HasColumnName("id").HasMaxLength(32);
        builder.Property(r => r.KeyId).HasColumnName("key_id");
        builder.Property(r => r.Serial).HasColumnName("serial");
        builder.Property(r => r.Model).HasColumnName("model");
        builder.Property(r => r.Name).HasColumnName("name");
        builder.Property(r => r.Lat).HasColumnName("lat");
        builder.Property(r => r.Lon).HasColumnName("lon");
        builder.Property(r => r.State).HasColumnName("state");
        builder.Property(r => r.SecretHash).HasColumnName("secret_hash");
        builder.Property(r => r.RequestedAt).HasColumnName("requested_at");
        builder.Property(r => r.Address).HasColumnName("address");
        builder.Property(r => r.DeviceId).HasColumnName("device_id");
        builder.Property(r => r.Collected).HasColumnName("collected");
        builder.Property(r => r.DecidedAt).HasColumnName("decided_at");
        builder.Property(r => r.DecidedBy).HasColumnName("decided_by");
        builder.Property(r => r.Reason).HasColumnName("reason");
        builder.Ignore(r => r.Now);
        builder.HasIndex(r => new { r.Model, r.Serial }).IsUnique().HasDatabaseName("ix_provision_requests_serial");
        builder.HasIndex(r => new { r.State, r.RequestedAt }).HasDatabaseName("ix_provision_requests_state");
    }
}
