using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using UrbanGrid.Ingest.Database;

namespace UrbanGrid.Hub.Store.Migrations;

/// <summary>Tables of incidents, operators' verdicts and camera zones.</summary>
[DbContext(typeof(HubDb))]
[Migration("20260302000000_CreateIncidents")]
public sealed class CreateIncidents : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.CreateTable(
            "incidents",
            t => new
            {
                Id = t.Column<long>(nullable: false).Counted(),
                State = t.Column<string>(nullable: false),
                Category = t.Column<string>(nullable: false),
                Condition = t.Column<string>(nullable: true),
                DeviceId = t.Column<string>(nullable: false),
                Lat = t.Column<double>(nullable: true),
                Lon = t.Column<double>(nullable: true),
                ComponentCode = t.Column<string>(nullable: true),
                GridCode = t.Column<string>(nullable: true),
                Severity = t.Column<string>(nullable: false),
                Score = t.Column<double>(nullable: false),
                StartedAt = t.Column<long>(nullable: false),
                RaisedAt = t.Column<long>(nullable: false),
                UpdatedAt = t.Column<long>(nullable: false),
                EndedAt = t.Column<long>(nullable: true),
                SeenCount = t.Column<int>(nullable: false),
                ReadingsJson = t.Column<string>(nullable: false),
                CaseNumber = t.Column<string>(nullable: true),
                DecidedBy = t.Column<string>(nullable: true),
                DecidedAt = t.Column<long>(nullable: true),
                Reason = t.Column<string>(nullable: true),
                Note = t.Column<string>(nullable: true),
                Version = t.Column<long>(nullable: false),
            },
            constraints: t => t.PrimaryKey("PK_incidents", x => x.Id));
        m.CreateIndex("IX_incidents_state_raised", "incidents", ["State", "RaisedAt"]);
        m.CreateIndex("IX_incidents_category", "incidents", ["Category", "State"]);
        m.CreateIndex("IX_incidents_case", "incidents", "CaseNumber");

        m.CreateTable(
            "incident_alarms",
            t => new
            {
                AlarmId = t.Column<string>(nullable: false),
                IncidentId = t.Column<long>(nullable: false),
                DeviceId = t.Column<string>(nullable: false),
                Rule = t.Column<string>(nullable: false),
                Severity = t.Column<string>(nullable: false),
                Score = t.Column<double>(nullable: false),
                StartedAt = t.Column<long>(nullable: false),
                RaisedAt = t.Column<long>(nullable: false),
                ClearedAt = t.Column<long>(nullable: true),
                Zone = t.Column<string>(nullable: true),
                Box = t.Column<string>(nullable: true),
                Metric = t.Column<string>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_incident_alarms", x => x.AlarmId);
                t.ForeignKey("FK_incident_alarms_incident", x => x.IncidentId, "incidents", "Id", onDelete: ReferentialAction.Cascade);
            });
        m.CreateIndex("IX_incident_alarms_incident", "incident_alarms", "IncidentId");
        m.CreateIndex("IX_incident_alarms_device", "incident_alarms", "DeviceId");

        m.CreateTable(
            "incident_pictures",
            t => new
            {
                Id = t.Column<long>(nullable: false).Counted(),
                IncidentId = t.Column<long>(nullable: false),
                Moment = t.Column<string>(nullable: false),
                TakenAt = t.Column<long>(nullable: false),
                Sha256 = t.Column<string>(nullable: false),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_incident_pictures", x => x.Id);
                t.ForeignKey("FK_incident_pictures_incident", x => x.IncidentId, "incidents", "Id", onDelete: ReferentialAction.Cascade);
            });
        m.CreateIndex("IX_incident_pictures_incident", "incident_pictures", "IncidentId");

        m.CreateTable(
            "device_verdicts",
            t => new
            {
                Id = t.Column<long>(nullable: false).Counted(),
                DeviceId = t.Column<string>(nullable: false),
                Rule = t.Column<string>(nullable: false),
                IncidentId = t.Column<long>(nullable: false),
                Confirmed = t.Column<bool>(nullable: false),
                Reason = t.Column<string>(nullable: true),
                Score = t.Column<double>(nullable: false),
                At = t.Column<long>(nullable: false),
            },
            constraints: t => t.PrimaryKey("PK_device_verdicts", x => x.Id));
        m.CreateIndex("IX_device_verdicts_device_rule", "device_verdicts", ["DeviceId", "Rule"]);

        m.CreateTable(
            "camera_zones",
            t => new { CameraId = t.Column<string>(nullable: false), ZonesJson = t.Column<string>(nullable: false) },
            constraints: t => t.PrimaryKey("PK_camera_zones", x => x.CameraId));
    }
}
