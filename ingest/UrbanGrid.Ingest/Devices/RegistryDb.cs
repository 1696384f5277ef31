using Microsoft.EntityFrameworkCore;

namespace UrbanGrid.Ingest.Devices;

/// <summary>Tables of the device registry; it has its own migration history, so that it can share a database file.</summary>
internal sealed class RegistryDb(DbContextOptions<RegistryDb> options) : DbContext(options)
{
    public const string HistoryTable = "__registry_migrations";

    public DbSet<DeviceRow> Devices => Set<DeviceRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var device = modelBuilder.Entity<DeviceRow>();
        device.ToTable("devices").HasKey(d => d.Id);
        device.Property(d => d.Id).HasColumnName("id").HasMaxLength(Contracts.DeviceId.MaxLength);
        device.Property(d => d.Model).HasColumnName("model");
        device.Property(d => d.NameZh).HasColumnName("name_zh");
        device.Property(d => d.NameEn).HasColumnName("name_en");
        device.Property(d => d.Lat).HasColumnName("lat");
        device.Property(d => d.Lon).HasColumnName("lon");
        device.Property(d => d.GridCode).HasColumnName("grid_code");
        device.Property(d => d.ComponentCode).HasColumnName("component_code");
        device.Property(d => d.Gateway).HasColumnName("gateway");
        device.Property(d => d.Enabled).HasColumnName("enabled");
        device.Property(d => d.Attributes).HasColumnName("attributes");
        device.Property(d => d.TokenHash).HasColumnName("token_hash");
        device.Property(d => d.CreatedAt).HasColumnName("created_at");
        device.Property(d => d.UpdatedAt).HasColumnName("updated_at");
        device.HasIndex(d => d.GridCode).HasDatabaseName("ix_devices_grid");
        device.HasIndex(d => d.Gateway).HasDatabaseName("ix_devices_gateway");
        device.HasIndex(d => d.TokenHash).IsUnique().HasDatabaseName("ix_devices_token");

        // Provisioning and the connection log map their own tables.
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(RegistryDb).Assembly);
    }
}
