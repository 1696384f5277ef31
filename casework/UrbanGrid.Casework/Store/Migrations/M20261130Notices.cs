using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Casework.Store.Migrations;

/// <summary>Reminders and overdue notices, each told once.</summary>
[DbContext(typeof(CaseworkDb))]
[Migration("20261130010000_Notices")]
internal sealed class M20261130Notices : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "case_notices",
            t => new
            {
                id = t.Column<long>().Counted(),
                case_id = t.Column<long>(),
                kind = t.Column<string>(),
                due_at = t.Column<long>(),
                at = t.Column<long>(),
                role = t.Column<string>(),
                department = t.Column<string>(nullable: true),
                person = t.Column<string>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_case_notices", x => x.id);
                t.ForeignKey("FK_case_notices_cases_case_id", x => x.case_id, "cases", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_case_notices_case_id_kind_due_at_role", "case_notices", ["case_id", "kind", "due_at", "role"], unique: true);
        migrationBuilder.CreateIndex("IX_case_notices_role_id", "case_notices", ["role", "id"]);
        migrationBuilder.CreateIndex("IX_case_notices_at", "case_notices", "at");
        migrationBuilder.CreateTable(
            "case_notices_seen",
            t => new { user_id = t.Column<string>(), last_id = t.Column<long>() },
            constraints: t => t.PrimaryKey("PK_case_notices_seen", x => x.user_id));
    }
}
