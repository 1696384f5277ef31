using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Hub.Store.Migrations;

/// <summary>
/// Tables of the alarm register and of maintenance windows. Each index of the register ends in (RaisedAt, Id), the order of
/// the list, so that a page is read from one place of one index; the partial ones hold only what is open.
/// </summary>
[DbContext(typeof(HubDb))]
[Migration("20261126000000_CreateAlarms")]
public sealed class CreateAlarms : Migration
{
    private const string Register = "alarm_register";
    private const string Open = "\"ClearedAt\" IS NULL";

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.CreateTable(
            Register,
            t => new
            {
                Id = t.Column<string>(nullable: false),
                DeviceId = t.Column<string>(nullable: false),
                Model = t.Column<string>(nullable: false),
                Rule = t.Column<string>(nullable: false),
                Severity = t.Column<string>(nullable: false),
                StartedAt = t.Column<long>(nullable: false),
                RaisedAt = t.Column<long>(nullable: false),
                ClearedAt = t.Column<long>(nullable: true),
                Category = t.Column<string>(nullable: true),
                Condition = t.Column<string>(nullable: true),
                Score = t.Column<double>(nullable: false),
                Zone = t.Column<string>(nullable: true),
                Box = t.Column<string>(nullable: true),
                ReadingsJson = t.Column<string>(nullable: false),
                MembersJson = t.Column<string>(nullable: false),
                PicturesJson = t.Column<string>(nullable: true),
                AcknowledgedAt = t.Column<long>(nullable: true),
                AcknowledgedBy = t.Column<string>(nullable: true),
                AcknowledgedNote = t.Column<string>(nullable: true),
                SuppressedReason = t.Column<string>(nullable: true),
                SuppressedUntil = t.Column<long>(nullable: true),
                SuppressedRef = t.Column<string>(nullable: true),
            },
            constraints: t => t.PrimaryKey("PK_alarm_register", x => x.Id));
        m.CreateIndex("IX_alarm_register_raised", Register, ["RaisedAt", "Id"]);
        m.CreateIndex("IX_alarm_register_open", Register, ["RaisedAt", "Id"], filter: Open);
        m.CreateIndex("IX_alarm_register_suppressed", Register, "SuppressedReason", filter: $"{Open} AND \"SuppressedReason\" IS NOT NULL");
        foreach (var column in (string[])["DeviceId", "Rule", "Model", "Severity"])
        {
            m.CreateIndex($"IX_alarm_register_{column}", Register, [column, "RaisedAt", "Id"]);
        }

        m.CreateTable(
            "maintenance_windows",
            t => new
            {
                Id = t.Column<string>(nullable: false),
                DevicesJson = t.Column<string>(nullable: false),
                Model = t.Column<string>(nullable: true),
                Grid = t.Column<string>(nullable: true),
                BeginsAt = t.Column<long>(nullable: false),
                EndsAt = t.Column<long>(nullable: false),
                Reason = t.Column<string>(nullable: false),
                By = t.Column<string>(nullable: false),
                CreatedAt = t.Column<long>(nullable: false),
            },
            constraints: t => t.PrimaryKey("PK_maintenance_windows", x => x.Id));
        m.CreateIndex("IX_maintenance_windows_ends", "maintenance_windows", "EndsAt");
    }
}
