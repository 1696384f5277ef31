using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UrbanGrid.Hub.Incidents;

/// <summary>How incidents and what belongs to them lie in the database.</summary>
internal sealed class IncidentTables :
    IEntityTypeConfiguration<Incident>, IEntityTypeConfiguration<IncidentAlarm>,
    IEntityTypeConfiguration<IncidentPicture>, IEntityTypeConfiguration<IncidentClip>, IEntityTypeConfiguration<DeviceVerdict>
{
    public void Configure(EntityTypeBuilder<Incident> builder)
    {
        builder.ToTable("incidents");
        builder.Property(i => i.State).HasConversion<string>();
        builder.Property(i => i.Severity).HasConversion<string>();
        builder.Property(i => i.Version).IsConcurrencyToken();
        builder.HasMany(i => i.Alarms).WithOne().HasForeignKey(a => a.IncidentId);
        builder.HasMany(i => i.Pictures).WithOne().HasForeignKey(p => p.IncidentId);
        builder.HasMany(i => i.Clips).WithOne().HasForeignKey(c => c.IncidentId);
    }

    public void Configure(EntityTypeBuilder<IncidentAlarm> builder)
    {
        builder.ToTable("incident_alarms").HasKey(a => a.AlarmId);
        builder.Property(a => a.Severity).HasConversion<string>();
    }

    public void Configure(EntityTypeBuilder<IncidentPicture> builder)
    {
        builder.ToTable("incident_pictures");
        builder.Property(p => p.Moment).HasConversion<string>();
        builder.Ignore(p => p.By).Ignore(p => p.Stage);
    }

    public void Configure(EntityTypeBuilder<IncidentClip> builder)
    {
        builder.ToTable("incident_clips").HasKey(c => c.Id);
        builder.Property(c => c.State).HasConversion<string>();
    }

    public void Configure(EntityTypeBuilder<DeviceVerdict> builder) => builder.ToTable("device_verdicts");
}
