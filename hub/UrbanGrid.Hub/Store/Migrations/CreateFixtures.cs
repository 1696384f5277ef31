using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Hub.Store.Migrations;

/// <summary>Tables of what belongs where it stands in cameras' pictures, and of their empty streets.</summary>
[DbContext(typeof(HubDb))]
[Migration("20261126050000_CreateFixtures")]
public sealed class CreateFixtures : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "camera_fixtures",
            t => new
            {
                CameraId = t.Column<string>(nullable: false),
                FixturesJson = t.Column<string>(nullable: false),
            },
            constraints: t => t.PrimaryKey("PK_camera_fixtures", x => x.CameraId));
        migrationBuilder.CreateTable(
            "camera_empty_streets",
            t => new
            {
                CameraId = t.Column<string>(nullable: false),
                Sha256 = t.Column<string>(nullable: false),
            },
            constraints: t => t.PrimaryKey("PK_camera_empty_streets", x => x.CameraId));
    }
}
