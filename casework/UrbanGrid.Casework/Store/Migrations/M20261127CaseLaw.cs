using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Casework.Store.Migrations;

/// <summary>What the whole law looks at: requests, tasks, rulings and what is counted about a case.</summary>
[DbContext(typeof(CaseworkDb))]
[Migration("20261127000000_CaseLaw")]
internal sealed class M20261127CaseLaw : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        string[] texts = ["request", "handler", "task_collector", "assisting", "verified", "checked", "satisfaction"];
        string[] flags = ["check_picture", "ruled", "appealed", "exempted"];
        string[] counts = ["returns", "refused_returns", "delays", "hang_ups", "reworks", "reopenings"];
        string[] numbers = ["resume_at", "supervised_at", "duplicate_of"];
        foreach (var text in texts)
        {
            migrationBuilder.AddColumn<string>(text, "cases", nullable: true);
        }

        foreach (var flag in flags)
        {
            migrationBuilder.AddColumn<bool>(flag, "cases", nullable: false, defaultValue: false);
        }

        foreach (var count in counts)
        {
            migrationBuilder.AddColumn<int>(count, "cases", nullable: false, defaultValue: 0);
        }

        foreach (var number in numbers)
        {
            migrationBuilder.AddColumn<long>(number, "cases", nullable: true);
        }

        // Reworks were counted from the log until now.
        migrationBuilder.Sql(
            "update cases set reworks = (select count(*) from case_log e where e.case_id = cases.id and e.action = 'check' and e.result = 'fail')");
        migrationBuilder.CreateIndex("IX_cases_request", "cases", "request");
        migrationBuilder.CreateIndex("IX_cases_resume_at", "cases", "resume_at");
        migrationBuilder.CreateIndex("IX_cases_duplicate_of", "cases", "duplicate_of");
    }
}
