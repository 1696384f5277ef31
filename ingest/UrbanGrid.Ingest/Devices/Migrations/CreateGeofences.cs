using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Ingest.Devices.Migrations;

/// <summary>Areas that vehicles are judged by.</summary>
[DbContext(typeof(RegistryDb))]
[Migration("20261127000000_CreateGeofences")]
internal sealed class CreateGeofences : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "geofences",
        table => new
        {
            id = table.Column<string>(maxLength: Contracts.DeviceId.MaxLength, nullable: false),
            kind = table.Column<string>(nullable: false),
            definition = table.Column<string>(nullable: false),
            version = table.Column<long>(nullable: false),
            updated_at = table.Column<long>(nullable: false),
            updated_by = table.Column<string>(nullable: false),
        },
        constraints: table => table.PrimaryKey("pk_geofences", g => g.id));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("geofences");
}
