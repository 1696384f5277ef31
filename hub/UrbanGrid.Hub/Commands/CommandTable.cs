using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UrbanGrid.Hub.Commands;

/// <summary>How commands lie in the database; the indexes are in the migration.</summary>
internal sealed class CommandTable : IEntityTypeConfiguration<CommandRecord>
{
    public void Configure(EntityTypeBuilder<CommandRecord> builder)
    {
        builder.ToTable("device_commands").HasKey(c => c.Id);
        builder.Property(c => c.State).HasConversion<string>();
        builder.Ignore(c => c.Outgoing);
    }
}
