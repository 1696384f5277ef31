using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Hub.Store.Migrations;

/// <summary>Table of the tasks that vehicles are sent on.</summary>
[DbContext(typeof(HubDb))]
[Migration("20261204000000_CreateVehicleTasks")]
public sealed class CreateVehicleTasks : Migration
{
    private const string Tasks = "vehicle_tasks";

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.CreateTable(
            Tasks,
            t => new
            {
                Id = t.Column<string>(nullable: false),
                CaseNumber = t.Column<string>(nullable: false),
                VehicleId = t.Column<string>(nullable: false),
                Message = t.Column<string>(nullable: false),
                By = t.Column<string>(nullable: false),
                At = t.Column<long>(nullable: false),
                EndedAt = t.Column<long>(nullable: true),
                End = t.Column<string>(nullable: true),
            },
            constraints: t => t.PrimaryKey("PK_vehicle_tasks", x => x.Id));
        m.CreateIndex("IX_vehicle_tasks_case", Tasks, ["CaseNumber", "At"]);
        m.CreateIndex("IX_vehicle_tasks_open", Tasks, ["VehicleId"], filter: "\"EndedAt\" IS NULL");
    }
}
