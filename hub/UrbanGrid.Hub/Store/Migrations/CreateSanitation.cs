using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Hub.Store.Migrations;

/// <summary>Plans of sanitation work, and the figures of finished days.</summary>
[DbContext(typeof(HubDb))]
[Migration("20261126090000_CreateSanitation")]
public sealed class CreateSanitation : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "sanitation_plans",
            t => new
            {
                Id = t.Column<string>(nullable: false),
                PlanJson = t.Column<string>(nullable: false),
                Version = t.Column<long>(nullable: false),
                ChangedAt = t.Column<long>(nullable: false),
                ChangedBy = t.Column<string>(nullable: true),
            },
            constraints: t => t.PrimaryKey("PK_sanitation_plans", x => x.Id));
        migrationBuilder.CreateTable(
            "sanitation_days",
            t => new
            {
                Day = t.Column<string>(nullable: false),
                PlanId = t.Column<string>(nullable: false),
                RowJson = t.Column<string>(nullable: false),
                ComputedAt = t.Column<long>(nullable: false),
            },
            constraints: t => t.PrimaryKey("PK_sanitation_days", x => new { x.Day, x.PlanId }));
    }
}
