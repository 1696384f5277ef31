using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Casework.Store.Migrations;

/// <summary>Duplicates by place, the reporter's word, rulings that are used again, automatic dispatch, and where collectors are.</summary>
[DbContext(typeof(CaseworkDb))]
[Migration("20261203000000_Dispatch")]
internal sealed class M20261203Dispatch : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ExtendCases(migrationBuilder);
        CreateRulings(migrationBuilder);
        migrationBuilder.CreateTable(
            "dispatch_rules",
            t => new
            {
                id = t.Column<long>().Counted(),
                category = t.Column<string>(),
                area = t.Column<string>(),
                set_by = t.Column<string>(),
                set_at = t.Column<long>(),
            },
            constraints: t => t.PrimaryKey("PK_dispatch_rules", x => x.id));
        migrationBuilder.CreateTable(
            "collector_positions",
            t => new { user_id = t.Column<string>(), lat = t.Column<double>(), lon = t.Column<double>(), at = t.Column<long>() },
            constraints: t => t.PrimaryKey("PK_collector_positions", x => x.user_id));
        migrationBuilder.CreateTable(
            "collector_grids",
            t => new { user_id = t.Column<string>(), grid = t.Column<string>() },
            constraints: t => t.PrimaryKey("PK_collector_grids", x => new { x.user_id, x.grid }));
    }

    private static void ExtendCases(MigrationBuilder m)
    {
        m.AddColumn<int>("repeats", "cases", nullable: false, defaultValue: 0);
        m.AddColumn<string>("reporter", "cases", nullable: true);
        m.Sql(
            """
            update cases set
                repeats = (select count(*) from case_log e where e.case_id = cases.id and e.action = 'take_in'),
                reporter = (select e.actor_id from case_log e where e.case_id = cases.id and e.seq = 1)
            """);
        m.CreateIndex("IX_cases_category_lat_lon", "cases", ["category", "lat", "lon"]);
    }

    private static void CreateRulings(MigrationBuilder m)
    {
        m.CreateTable(
            "rulings",
            t => new
            {
                id = t.Column<long>().Counted(),
                case_number = t.Column<string>(),
                category = t.Column<string>(),
                component_code = t.Column<string>(nullable: true),
                lat = t.Column<double>(),
                lon = t.Column<double>(),
                grid_code = t.Column<string>(nullable: true),
                department = t.Column<string>(),
                basis = t.Column<string>(),
                ruled_by = t.Column<string>(),
                ruled_at = t.Column<long>(),
                ended_at = t.Column<long>(nullable: true),
                ended_by = t.Column<string>(nullable: true),
                end_reason = t.Column<string>(nullable: true),
            },
            constraints: t => t.PrimaryKey("PK_rulings", x => x.id));
        m.CreateIndex("IX_rulings_component_code", "rulings", "component_code");
        m.CreateIndex("IX_rulings_category_lat_lon", "rulings", ["category", "lat", "lon"]);

        // What was ruled before counts too.
        m.Sql(
            """
            insert into rulings (case_number, category, component_code, lat, lon, grid_code, department, basis, ruled_by, ruled_at)
            select c.number, c.category, c.component_code, c.lat, c.lon, c.grid_code, e.department, coalesce(e.opinion, ''), e.actor_name, e.at
            from case_log e join cases c on c.id = e.case_id
            where e.action = 'rule' and e.department is not null
            """);
    }
}
