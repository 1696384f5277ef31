using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UrbanGrid.Ingest.Provisioning;

/// <summary>A provisioning key as a row; the key itself is nowhere.</summary>
internal sealed class ProvisioningKeyRow : IEntityTypeConfiguration<ProvisioningKeyRow>
{
    public string Id { get; set; } = "";
    public string Name { get; set; } = "";
    public string Model { get; set; } = "";
    public bool Automatic { get; set; }
    public byte[] SecretHash { get; set; } = [];
    public long? ExpiresAt { get; set; }
    public int? MaxUses { get; set; }
    public int Uses { get; set; }
    public long CreatedAt { get; set; }
    public string CreatedBy { get; set; } = "";

    public ProvisioningKey ToKey() => new(Id, Name, Model, Automatic ? KeyApproval.Automatic : KeyApproval.Manual, ExpiresAt, MaxUses, Uses, CreatedAt);

    public void Configure(EntityTypeBuilder<ProvisioningKeyRow> builder)
    {
        builder.ToTable("provisioning_keys").HasKey(k => k.Id);
        builder.Property(k => k.Id).HasColumnName("id").HasMaxLength(16);
        builder.Property(k => k.Name).HasColumnName("name");
        builder.Property(k => k.Model).HasColumnName("model");
        builder.Property(k => k.Automatic).HasColumnName("automatic");
        builder.Property(k => k.SecretHash).HasColumnName("secret_hash");
        builder.Property(k => k.ExpiresAt).HasColumnName("expires_at");
        builder.Property(k => k.MaxUses).HasColumnName("max_uses");
        builder.Property(k => k.Uses).HasColumnName("uses");
        builder.Property(k => k.CreatedAt).HasColumnName("created_at");
        builder.Property(k => k.CreatedBy).HasColumnName("created_by");
    }
}
