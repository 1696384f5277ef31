using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Casework.Store.Migrations;

/// <summary>Lists of a city with a million cases: each filter finds its cases by an index that gives the newest first.</summary>
[DbContext(typeof(CaseworkDb))]
[Migration("20261130000000_CasePhase")]
internal sealed class M20261130CasePhase : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("phase", "cases", nullable: false, defaultValue: "open");
        migrationBuilder.Sql("update cases set phase = 'done' where state in ('closed', 'force_closed', 'archived')");
        migrationBuilder.Sql("update cases set phase = 'dropped' where state in ('rejected', 'declined', 'voided', 'merged')");
        foreach (var columns in new string[][] { ["phase", "id"], ["phase", "department", "id"], ["phase", "category", "id"], ["department", "id"], ["category", "department", "id"], ["state", "id"] })
        {
            migrationBuilder.CreateIndex($"IX_cases_{string.Join('_', columns)}", "cases", columns);
        }
    }
}
