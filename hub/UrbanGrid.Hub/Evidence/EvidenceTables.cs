using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UrbanGrid.Hub.Evidence;

/// <summary>How the evidence chain lies in the database.</summary>
internal sealed class EvidenceTables : IEntityTypeConfiguration<EvidenceLinkRow>, IEntityTypeConfiguration<EvidenceHeadRow>
{
    public void Configure(EntityTypeBuilder<EvidenceLinkRow> builder)
    {
        builder.ToTable("evidence_links").HasKey(e => e.Position);
        builder.Property(e => e.Position).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<EvidenceHeadRow> builder)
    {
        builder.ToTable("evidence_head").HasKey(e => e.Id);
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.HasData(new EvidenceHeadRow { Id = 1, Position = 0, Hash = EvidenceHash.Origin });
    }
}
