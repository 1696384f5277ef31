using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Ingest.Devices.Migrations;

/// <summary>First table of the registry.</summary>
[DbContext(typeof(RegistryDb))]
[Migration("20261122000000_CreateDevices")]
internal sealed class CreateDevices : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "devices",
            table => new
            {
                id = table.Column<string>(maxLength: Contracts.DeviceId.MaxLength, nullable: false),
                model = table.Column<string>(nullable: false),
                name_zh = table.Column<string>(nullable: false),
                name_en = table.Column<string>(nullable: false),
                lat = table.Column<double>(nullable: true),
                lon = table.Column<double>(nullable: true),
                grid_code = table.Column<string>(nullable: true),
                component_code = table.Column<string>(nullable: true),
                gateway = table.Column<string>(nullable: true),
                enabled = table.Column<bool>(nullable: false),
                attributes = table.Column<string>(nullable: false),
                token_hash = table.Column<byte[]>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                updated_at = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_devices", d => d.id));
        migrationBuilder.CreateIndex("ix_devices_grid", "devices", "grid_code");
        migrationBuilder.CreateIndex("ix_devices_gateway", "devices", "gateway");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("devices");
}
