using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Hub.Store.Migrations;

/// <summary>Index to find which camera a file of the evidence comes from.</summary>
[DbContext(typeof(HubDb))]
[Migration("20261126080000_IndexEvidence")]
public sealed class IndexEvidence : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateIndex("IX_evidence_links_file", "evidence_links", "Sha256");
}
