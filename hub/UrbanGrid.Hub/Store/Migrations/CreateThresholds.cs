using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Hub.Store.Migrations;

/// <summary>Table of how likely cameras' alarms must be to come to an operator.</summary>
[DbContext(typeof(HubDb))]
[Migration("20261126070000_CreateThresholds")]
public sealed class CreateThresholds : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "camera_thresholds",
        t => new
        {
            CameraId = t.Column<string>(nullable: false),
            ThresholdsJson = t.Column<string>(nullable: false),
        },
        constraints: t => t.PrimaryKey("PK_camera_thresholds", x => x.CameraId));
}
