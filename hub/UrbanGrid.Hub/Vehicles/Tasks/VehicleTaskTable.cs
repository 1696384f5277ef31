using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UrbanGrid.Hub.Vehicles.Tasks;

/// <summary>How tasks lie in the database; the indexes are in the migration.</summary>
internal sealed class VehicleTaskTable : IEntityTypeConfiguration<VehicleTask>
{
    public void Configure(EntityTypeBuilder<VehicleTask> builder)
    {
        builder.ToTable("vehicle_tasks").HasKey(t => t.Id);
        builder.Property(t => t.End).HasConversion<string>();
    }
}
