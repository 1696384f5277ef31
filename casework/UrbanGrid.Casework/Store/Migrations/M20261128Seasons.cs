using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Casework.Store.Migrations;

/// <summary>Working hours of parts of the year.</summary>
[DbContext(typeof(CaseworkDb))]
[Migration("20261128000000_Seasons")]
internal sealed class M20261128Seasons : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "season_hours",
        t => new
        {
            from = t.Column<string>(),
            to = t.Column<string>(),
            hours = t.Column<string>(),
            name_zh = t.Column<string>(),
            name_en = t.Column<string>(),
        },
        constraints: t => t.PrimaryKey("PK_season_hours", x => x.from));
}
