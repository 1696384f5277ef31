using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Hub.Incidents;

namespace UrbanGrid.Hub.Store;

/// <summary>
/// The hub's own tables, beside casework's in the same database: people, system tokens, incidents, camera zones.
/// The schema is made by the migrations beside this file.
/// </summary>
public sealed class HubDb(DbContextOptions<HubDb> options) : IdentityDbContext<HubUser, IdentityRole, string>(options)
{
    /// <summary>Name of the table that remembers which migrations ran; casework has its own.</summary>
    public const string HistoryTable = "__hub_migrations";

    /// <summary>What the hub believes happens.</summary>
    public DbSet<Incident> Incidents => Set<Incident>();

    /// <summary>The alarms behind incidents.</summary>
    public DbSet<IncidentAlarm> IncidentAlarms => Set<IncidentAlarm>();

    /// <summary>Pictures of incidents, by address in the evidence store.</summary>
    public DbSet<IncidentPicture> IncidentPictures => Set<IncidentPicture>();

    /// <summary>What operators said about a device's alarms.</summary>
    public DbSet<DeviceVerdict> DeviceVerdicts => Set<DeviceVerdict>();

    /// <summary>Tokens of other systems.</summary>
    public DbSet<SystemToken> SystemTokens => Set<SystemToken>();

    /// <summary>Zones of cameras.</summary>
    public DbSet<CameraZones> CameraZones => Set<CameraZones>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Incident>(e =>
        {
            e.ToTable("incidents");
            e.Property(i => i.State).HasConversion<string>();
            e.Property(i => i.Severity).HasConversion<string>();
            e.Property(i => i.Version).IsConcurrencyToken();
            e.HasMany(i => i.Alarms).WithOne().HasForeignKey(a => a.IncidentId);
            e.HasMany(i => i.Pictures).WithOne().HasForeignKey(p => p.IncidentId);
            e.HasIndex(i => new { i.State, i.RaisedAt });
            e.HasIndex(i => i.CaseNumber);
        });
        builder.Entity<IncidentAlarm>(e =>
        {
            e.ToTable("incident_alarms");
            e.HasKey(a => a.AlarmId);
            e.Property(a => a.Severity).HasConversion<string>();
            e.HasIndex(a => a.IncidentId);
        });
        builder.Entity<IncidentPicture>(e =>
        {
            e.ToTable("incident_pictures");
            e.Property(p => p.Moment).HasConversion<string>();
            e.HasIndex(p => p.IncidentId);
        });
        builder.Entity<DeviceVerdict>(e =>
        {
            e.ToTable("device_verdicts");
            e.HasIndex(v => new { v.DeviceId, v.Rule });
        });
        builder.Entity<SystemToken>(e =>
        {
            e.ToTable("system_tokens");
            e.HasKey(t => t.Name);
            e.HasIndex(t => t.TokenHash).IsUnique();
        });
        builder.Entity<CameraZones>(e =>
        {
            e.ToTable("camera_zones");
            e.HasKey(z => z.CameraId);
        });
    }
}
