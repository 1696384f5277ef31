using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Casework.Store.Migrations;

/// <summary>Cases with their log, clocks and numbers.</summary>
[DbContext(typeof(CaseworkDb))]
[Migration("20260301000000_CaseLoop")]
internal sealed class M20260301CaseLoop : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateCases(migrationBuilder);
        CreateLog(migrationBuilder);
        CreateClocks(migrationBuilder);
        migrationBuilder.CreateTable(
            "case_numbers",
            t => new { prefix = t.Column<string>(), last = t.Column<int>() },
            constraints: t => t.PrimaryKey("PK_case_numbers", x => x.prefix));
    }

    private static void CreateCases(MigrationBuilder m)
    {
        m.CreateTable(
            "cases",
            t => new
            {
                id = t.Column<long>().Counted(),
                number = t.Column<string>(),
                version = t.Column<long>(),
                state = t.Column<string>(),
                source_key = t.Column<string>(),
                source = t.Column<string>(),
                category = t.Column<string>(),
                condition = t.Column<string>(),
                lat = t.Column<double>(),
                lon = t.Column<double>(),
                grid_code = t.Column<string>(nullable: true),
                responsibility_grid = t.Column<string>(nullable: true),
                address_zh = t.Column<string>(),
                address_en = t.Column<string>(),
                component_code = t.Column<string>(nullable: true),
                description_zh = t.Column<string>(),
                description_en = t.Column<string>(),
                department = t.Column<string>(nullable: true),
                reported_at = t.Column<long>(),
                changed_at = t.Column<long>(),
                handling_yellow_at = t.Column<long>(nullable: true),
                handling_deadline = t.Column<long>(nullable: true),
                handling_ended_at = t.Column<long>(nullable: true),
                stage_yellow_at = t.Column<long>(nullable: true),
                stage_deadline = t.Column<long>(nullable: true),
            },
            constraints: t => t.PrimaryKey("PK_cases", x => x.id));
        m.CreateIndex("IX_cases_number", "cases", "number", unique: true);
        m.CreateIndex("IX_cases_source_key", "cases", "source_key", unique: true);
        m.CreateIndex("IX_cases_state_department_id", "cases", ["state", "department", "id"]);
        m.CreateIndex("IX_cases_category_id", "cases", ["category", "id"]);
    }

    private static void CreateLog(MigrationBuilder m)
    {
        m.CreateTable(
            "case_log",
            t => new
            {
                position = t.Column<long>(),
                case_id = t.Column<long>(),
                case_number = t.Column<string>(),
                seq = t.Column<long>(),
                at = t.Column<long>(),
                action = t.Column<string>(),
                actor_id = t.Column<string>(),
                actor_name = t.Column<string>(),
                actor_role = t.Column<string>(),
                from_state = t.Column<string>(nullable: true),
                to_state = t.Column<string>(),
                opinion = t.Column<string>(nullable: true),
                result = t.Column<string>(nullable: true),
                department = t.Column<string>(nullable: true),
                condition = t.Column<string>(nullable: true),
                evidence = t.Column<string>(),
                detail = t.Column<string>(nullable: true),
                previous_hash = t.Column<string>(),
                hash = t.Column<string>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_case_log", x => x.position);
                t.ForeignKey(
                    "FK_case_log_cases_case_id", x => x.case_id, "cases", "id", onDelete: ReferentialAction.Restrict);
            });
        m.CreateIndex("IX_case_log_case_id_seq", "case_log", ["case_id", "seq"], unique: true);
        m.CreateIndex("IX_case_log_actor_id", "case_log", "actor_id");
        m.CreateTable(
            "case_log_head",
            t => new { id = t.Column<int>(), position = t.Column<long>(), hash = t.Column<string>() },
            constraints: t => t.PrimaryKey("PK_case_log_head", x => x.id));
        m.Sql($"insert into case_log_head (id, position, hash) values (1, 0, '{new string('0', 64)}')");
    }

    private static void CreateClocks(MigrationBuilder m)
    {
        m.CreateTable(
            "case_clocks",
            t => new
            {
                id = t.Column<long>().Counted(),
                case_id = t.Column<long>(),
                kind = t.Column<string>(),
                stage = t.Column<string>(nullable: true),
                limit_value = t.Column<double>(nullable: true),
                limit_unit = t.Column<string>(nullable: true),
                started_at = t.Column<long>(nullable: true),
                ended_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_case_clocks", x => x.id);
                t.ForeignKey(
                    "FK_case_clocks_cases_case_id",
                    x => x.case_id,
                    "cases",
                    "id",
                    onDelete: ReferentialAction.Restrict);
            });
        m.CreateIndex("IX_case_clocks_case_id_kind", "case_clocks", ["case_id", "kind"]);
        m.CreateTable(
            "case_pauses",
            t => new
            {
                id = t.Column<long>().Counted(),
                clock_id = t.Column<long>(),
                started_at = t.Column<long>(),
                ended_at = t.Column<long>(nullable: true),
                reason = t.Column<string>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_case_pauses", x => x.id);
                t.ForeignKey(
                    "FK_case_pauses_case_clocks_clock_id",
                    x => x.clock_id,
                    "case_clocks",
                    "id",
                    onDelete: ReferentialAction.Restrict);
            });
        m.CreateIndex("IX_case_pauses_clock_id", "case_pauses", "clock_id");
    }
}
