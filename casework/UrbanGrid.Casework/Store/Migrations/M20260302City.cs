using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Casework.Store.Migrations;

/// <summary>The city: areas, roads, components, departments, responsibilities, calendar.</summary>
[DbContext(typeof(CaseworkDb))]
[Migration("20260302000000_City")]
internal sealed class M20260302City : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreatePlaces(migrationBuilder);
        CreateOrganisation(migrationBuilder);
        migrationBuilder.CreateTable(
            "city_revision",
            t => new { id = t.Column<int>(), revision = t.Column<long>() },
            constraints: t => t.PrimaryKey("PK_city_revision", x => x.id));
        migrationBuilder.Sql("insert into city_revision (id, revision) values (1, 0)");
    }

    private static void CreatePlaces(MigrationBuilder m)
    {
        m.CreateTable(
            "areas",
            t => new
            {
                code = t.Column<string>(),
                kind = t.Column<string>(),
                name_zh = t.Column<string>(),
                name_en = t.Column<string>(),
                parent_code = t.Column<string>(nullable: true),
                responsibility_grid = t.Column<string>(nullable: true),
                boundary = t.Column<string>(),
            },
            constraints: t => t.PrimaryKey("PK_areas", x => x.code));
        m.CreateTable(
            "roads",
            t => new
            {
                code = t.Column<string>(),
                name_zh = t.Column<string>(),
                name_en = t.Column<string>(),
                road_class = t.Column<string>(),
                line = t.Column<string>(),
            },
            constraints: t => t.PrimaryKey("PK_roads", x => x.code));
        m.CreateTable(
            "components",
            t => new
            {
                code = t.Column<string>(),
                category = t.Column<string>(),
                lat = t.Column<double>(),
                lon = t.Column<double>(),
                authority = t.Column<string>(),
                owner = t.Column<string>(),
                maintainer = t.Column<string>(),
            },
            constraints: t => t.PrimaryKey("PK_components", x => x.code));
        m.CreateIndex("IX_components_category", "components", "category");
    }

    private static void CreateOrganisation(MigrationBuilder m)
    {
        m.CreateTable(
            "departments",
            t => new { code = t.Column<string>(), name_zh = t.Column<string>(), name_en = t.Column<string>() },
            constraints: t => t.PrimaryKey("PK_departments", x => x.code));
        m.CreateTable(
            "responsibilities",
            t => new
            {
                id = t.Column<long>().Counted(),
                category = t.Column<string>(),
                area = t.Column<string>(),
                department = t.Column<string>(),
                basis_zh = t.Column<string>(),
                basis_en = t.Column<string>(),
            },
            constraints: t => t.PrimaryKey("PK_responsibilities", x => x.id));
        m.CreateTable(
            "calendar_days",
            t => new
            {
                date = t.Column<string>(),
                working = t.Column<bool>(),
                name_zh = t.Column<string>(),
                name_en = t.Column<string>(),
            },
            constraints: t => t.PrimaryKey("PK_calendar_days", x => x.date));
    }
}
