using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace UrbanGrid.Ingest.Devices.Migrations;

/// <summary>Provisioning keys and requests, the connection log, and the look-up of devices by their tokens.</summary>
[DbContext(typeof(RegistryDb))]
[Migration("20261126000000_CreateProvisioning")]
internal sealed class CreateProvisioning : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "provisioning_keys",
            table => new
            {
                id = table.Column<string>(maxLength: 16, nullable: false),
                name = table.Column<string>(nullable: false),
                model = table.Column<string>(nullable: false),
                automatic = table.Column<bool>(nullable: false),
                secret_hash = table.Column<byte[]>(nullable: false),
                expires_at = table.Column<long>(nullable: true),
                max_uses = table.Column<int>(nullable: true),
                uses = table.Column<int>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                created_by = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_provisioning_keys", k => k.id));
        migrationBuilder.CreateTable(
            "provision_requests",
            table => new
            {
                id = table.Column<string>(maxLength: 32, nullable: false),
                key_id = table.Column<string>(nullable: false),
                serial = table.Column<string>(nullable: false),
                model = table.Column<string>(nullable: false),
                name = table.Column<string>(nullable: true),
                lat = table.Column<double>(nullable: true),
                lon = table.Column<double>(nullable: true),
                state = table.Column<int>(nullable: false),
                secret_hash = table.Column<byte[]>(nullable: true),
                requested_at = table.Column<long>(nullable: false),
                address = table.Column<string>(nullable: true),
                device_id = table.Column<string>(nullable: true),
                collected = table.Column<bool>(nullable: false),
                decided_at = table.Column<long>(nullable: true),
                decided_by = table.Column<string>(nullable: true),
                reason = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_provision_requests", r => r.id));
        migrationBuilder.CreateIndex("ix_provision_requests_serial", "provision_requests", ["model", "serial"], unique: true);
        migrationBuilder.CreateIndex("ix_provision_requests_state", "provision_requests", ["state", "requested_at"]);
        migrationBuilder.CreateTable(
            "connections",
            table => new
            {
                id = table.Column<long>(nullable: false).Annotation("Sqlite:Autoincrement", true)
                    .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                at = table.Column<long>(nullable: false),
                device_id = table.Column<string>(nullable: false),
                client_id = table.Column<string>(nullable: false),
                address = table.Column<string>(nullable: true),
                kind = table.Column<int>(nullable: false),
                reason = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_connections", c => c.id));
        migrationBuilder.CreateIndex("ix_connections_device", "connections", ["device_id", "id"]);
        migrationBuilder.CreateIndex("ix_devices_token", "devices", "token_hash", unique: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("ix_devices_token", "devices");
        migrationBuilder.DropTable("connections");
        migrationBuilder.DropTable("provision_requests");
        migrationBuilder.DropTable("provisioning_keys");
    }
}
