using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Hub.Store.Migrations;

/// <summary>An alarm of a device that moves has a place of its own.</summary>
[DbContext(typeof(HubDb))]
[Migration("20261127010000_PlaceAlarms")]
public sealed class PlaceAlarms : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in (string[])["incident_alarms", "alarm_register"])
        {
            migrationBuilder.AddColumn<double>("Lat", table, nullable: true);
            migrationBuilder.AddColumn<double>("Lon", table, nullable: true);
        }
    }
}
