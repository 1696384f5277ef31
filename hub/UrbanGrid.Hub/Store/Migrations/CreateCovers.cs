using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Hub.Store.Migrations;

/// <summary>Table of the manhole covers that cameras watch.</summary>
[DbContext(typeof(HubDb))]
[Migration("20261126040000_CreateCovers")]
public sealed class CreateCovers : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "camera_covers",
        t => new
        {
            CameraId = t.Column<string>(nullable: false),
            CoversJson = t.Column<string>(nullable: false),
            ReferencesJson = t.Column<string>(nullable: false),
        },
        constraints: t => t.PrimaryKey("PK_camera_covers", x => x.CameraId));
}
