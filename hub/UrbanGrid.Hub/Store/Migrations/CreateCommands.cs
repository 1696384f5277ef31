using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Hub.Store.Migrations;

/// <summary>Table of commands to devices; one index holds only what is open, since that is looked at every second.</summary>
[DbContext(typeof(HubDb))]
[Migration("20261126000100_CreateCommands")]
public sealed class CreateCommands : Migration
{
    private const string Commands = "device_commands";

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.CreateTable(
            Commands,
            t => new
            {
                Id = t.Column<string>(nullable: false),
                DeviceId = t.Column<string>(nullable: false),
                Name = t.Column<string>(nullable: false),
                ArgsJson = t.Column<string>(nullable: true),
                State = t.Column<string>(nullable: false),
                By = t.Column<string>(nullable: false),
                User = t.Column<string>(nullable: false),
                CreatedAt = t.Column<long>(nullable: false),
                ExpiresAt = t.Column<long>(nullable: false),
                Retries = t.Column<int>(nullable: false),
                SentAt = t.Column<long>(nullable: true),
                Attempts = t.Column<int>(nullable: false),
                AnsweredAt = t.Column<long>(nullable: true),
                ResultJson = t.Column<string>(nullable: true),
                Error = t.Column<string>(nullable: true),
                ClosedAt = t.Column<long>(nullable: true),
            },
            constraints: t => t.PrimaryKey("PK_device_commands", x => x.Id));
        m.CreateIndex("IX_device_commands_device", Commands, ["DeviceId", "CreatedAt", "Id"]);
        m.CreateIndex("IX_device_commands_open", Commands, ["CreatedAt", "Id"], filter: "\"ClosedAt\" IS NULL");
        m.CreateIndex("IX_device_commands_closed", Commands, "ClosedAt");
    }
}
