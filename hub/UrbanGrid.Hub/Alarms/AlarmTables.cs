using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UrbanGrid.Hub.Alarms;

/// <summary>How alarms and maintenance windows lie in the database; the indexes are in the migration.</summary>
internal sealed class AlarmTables : IEntityTypeConfiguration<AlarmRecord>, IEntityTypeConfiguration<MaintenanceWindow>
{
    /// <summary>The telemetry store has a table of alarms of its own, which may lie in the same database.</summary>
    public const string Alarms = "alarm_register";

    public void Configure(EntityTypeBuilder<AlarmRecord> builder)
    {
        builder.ToTable(Alarms).HasKey(a => a.Id);
        builder.Ignore(a => a.Suppression).Ignore(a => a.Readings).Ignore(a => a.Members);
    }

    public void Configure(EntityTypeBuilder<MaintenanceWindow> builder)
    {
        builder.ToTable("maintenance_windows").HasKey(w => w.Id);
        builder.Ignore(w => w.Devices);
    }
}
