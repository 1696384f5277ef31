using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Casework.Store.Migrations;

/// <summary>What the evaluation counts by: whose a clock was, when it was due, who ended it by what.</summary>
[DbContext(typeof(CaseworkDb))]
[Migration("20261129000000_Evaluation")]
internal sealed class M20261129Evaluation : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("deadline", "case_clocks", nullable: true);
        foreach (var column in new[] { "department", "ended_by", "ended_with" })
        {
            migrationBuilder.AddColumn<string>(column, "case_clocks", nullable: true);
        }

        migrationBuilder.AddColumn<bool>("exempted", "case_clocks", nullable: false, defaultValue: false);

        // Of the clocks that ran before, the last handling clock of a case is known.
        migrationBuilder.Sql(
            """
            update case_clocks set
                deadline = (select c.handling_deadline from cases c where c.id = case_clocks.case_id),
                department = (select c.department from cases c where c.id = case_clocks.case_id),
                ended_with = case when ended_at is null then null else 'feedback' end
            where kind = 'handling' and started_at is not null
            """);
        migrationBuilder.CreateIndex("IX_case_clocks_kind_ended_at", "case_clocks", ["kind", "ended_at"]);
        migrationBuilder.CreateIndex("IX_case_clocks_kind_deadline", "case_clocks", ["kind", "deadline"]);
        migrationBuilder.CreateIndex("IX_case_log_action_at", "case_log", ["action", "at"]);
    }
}
