using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Casework.Store.Migrations;

/// <summary>
/// Schemes of evaluation with their history, and indexes that hold what is counted, so that a month of a large city is counted without
/// reading its rows.
/// </summary>
[DbContext(typeof(CaseworkDb))]
[Migration("20261201000000_EvaluationSchemes")]
internal sealed class M20261201Evaluation : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateSchemes(migrationBuilder);
        migrationBuilder.DropIndex("IX_case_log_action_at", "case_log");
        migrationBuilder.CreateIndex("IX_case_log_action_at_department_case_id", "case_log", ["action", "at", "department", "case_id"]);
        migrationBuilder.DropIndex("IX_case_clocks_kind_ended_at", "case_clocks");
        migrationBuilder.DropIndex("IX_case_clocks_kind_deadline", "case_clocks");
        migrationBuilder.CreateIndex(
            "IX_case_clocks_kind_stage_ended_at", "case_clocks",
            ["kind", "stage", "ended_at", "ended_with", "deadline", "department", "ended_by", "exempted", "started_at", "case_id"]);
        migrationBuilder.CreateIndex("IX_case_clocks_kind_stage_deadline", "case_clocks", ["kind", "stage", "deadline", "ended_at"]);
        migrationBuilder.CreateIndex("IX_cases_reported_at", "cases", "reported_at");
    }

    private static void CreateSchemes(MigrationBuilder m)
    {
        m.CreateTable(
            "evaluation_schemes",
            t => new
            {
                id = t.Column<string>(),
                kind = t.Column<string>(),
                name_zh = t.Column<string>(),
                name_en = t.Column<string>(),
                definition = t.Column<string>(),
                in_use = t.Column<bool>(),
                version = t.Column<long>(),
                changed_at = t.Column<long>(),
                changed_by = t.Column<string>(),
            },
            constraints: t => t.PrimaryKey("PK_evaluation_schemes", x => x.id));
        m.CreateIndex("IX_evaluation_schemes_kind", "evaluation_schemes", "kind", unique: true, filter: "in_use");
        m.CreateTable(
            "evaluation_scheme_changes",
            t => new
            {
                id = t.Column<long>().Counted(),
                scheme = t.Column<string>(),
                kind = t.Column<string>(),
                at = t.Column<long>(),
                actor_id = t.Column<string>(),
                actor_name = t.Column<string>(),
                change = t.Column<string>(),
                name_zh = t.Column<string>(),
                name_en = t.Column<string>(),
                definition = t.Column<string>(),
            },
            constraints: t => t.PrimaryKey("PK_evaluation_scheme_changes", x => x.id));
        m.CreateIndex("IX_evaluation_scheme_changes_kind_at", "evaluation_scheme_changes", ["kind", "at"]);
    }
}
