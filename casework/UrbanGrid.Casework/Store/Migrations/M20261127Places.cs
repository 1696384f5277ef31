using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Casework.Store.Migrations;

/// <summary>Attributes of unit grids and components (docs/domain-sources.md §4), and names that addresses are found by.</summary>
[DbContext(typeof(CaseworkDb))]
[Migration("20261127000000_Places")]
internal sealed class M20261127Places : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<double>("area_m2", "areas", nullable: true);
        foreach (var column in new[] { "initial_date", "end_date", "land_use", "management_grade", "subject", "note" })
        {
            migrationBuilder.AddColumn<string>(column, "areas", nullable: true);
        }

        migrationBuilder.AddColumn<string>("state", "components", nullable: false, defaultValue: "intact");
        foreach (var column in new[] { "name", "unit_grid", "initial_date", "change_date", "data_source", "note" })
        {
            migrationBuilder.AddColumn<string>(column, "components", nullable: true);
        }

        migrationBuilder.CreateTable(
            "place_names",
            t => new
            {
                code = t.Column<string>(),
                kind = t.Column<string>(),
                name_zh = t.Column<string>(),
                name_en = t.Column<string>(),
                aliases = t.Column<string>(nullable: true),
                lat = t.Column<double>(),
                lon = t.Column<double>(),
            },
            constraints: t => t.PrimaryKey("PK_place_names", x => x.code));
    }
}
