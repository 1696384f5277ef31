using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Hub.Store.Migrations;

/// <summary>Table of what is known of how cameras' views look.</summary>
[DbContext(typeof(HubDb))]
[Migration("20261126070000_CreateKnownViews")]
public sealed class CreateKnownViews : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "camera_known_views",
        t => new
        {
            CameraId = t.Column<string>(nullable: false),
            Drawing = t.Column<string>(nullable: false),
            View = t.Column<byte[]>(nullable: false),
        },
        constraints: t => t.PrimaryKey("PK_camera_known_views", x => x.CameraId));
}
