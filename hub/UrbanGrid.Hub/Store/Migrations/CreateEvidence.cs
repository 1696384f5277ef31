using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Hub.Store.Migrations;

/// <summary>Tables of clips and of the evidence chain. What was evidence before the chain is not put into it: nobody could vouch for it.</summary>
[DbContext(typeof(HubDb))]
[Migration("20261126030000_CreateEvidence")]
public sealed class CreateEvidence : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.CreateTable(
            "incident_clips",
            t => new
            {
                Id = t.Column<string>(nullable: false),
                IncidentId = t.Column<long>(nullable: false),
                CameraId = t.Column<string>(nullable: false),
                From = t.Column<long>(nullable: false),
                To = t.Column<long>(nullable: false),
                State = t.Column<string>(nullable: false),
                Reason = t.Column<string>(nullable: true),
                Error = t.Column<string>(nullable: true),
                Sha256 = t.Column<string>(nullable: true),
                MediaType = t.Column<string>(nullable: true),
                AskedAt = t.Column<long>(nullable: false),
                ClosedAt = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_incident_clips", x => x.Id);
                t.ForeignKey("FK_incident_clips_incident", x => x.IncidentId, "incidents", "Id", onDelete: ReferentialAction.Cascade);
            });
        m.CreateIndex("IX_incident_clips_incident", "incident_clips", "IncidentId");
        m.CreateIndex("IX_incident_clips_open", "incident_clips", "AskedAt", filter: "\"ClosedAt\" IS NULL");

        m.CreateTable(
            "evidence_links",
            t => new
            {
                Position = t.Column<long>(nullable: false),
                IncidentId = t.Column<long>(nullable: false),
                Sha256 = t.Column<string>(nullable: false),
                MediaType = t.Column<string>(nullable: false),
                Stage = t.Column<string>(nullable: false),
                TakenAt = t.Column<long>(nullable: false),
                AddedAt = t.Column<long>(nullable: false),
                By = t.Column<string>(nullable: false),
                PreviousHash = t.Column<string>(nullable: false),
                Hash = t.Column<string>(nullable: false),
            },
            constraints: t => t.PrimaryKey("PK_evidence_links", x => x.Position));
        m.CreateIndex("IX_evidence_links_incident", "evidence_links", ["IncidentId", "Position"]);

        m.CreateTable(
            "evidence_head",
            t => new
            {
                Id = t.Column<int>(nullable: false),
                Position = t.Column<long>(nullable: false),
                Hash = t.Column<string>(nullable: false),
            },
            constraints: t => t.PrimaryKey("PK_evidence_head", x => x.Id));
        m.Sql($"insert into evidence_head (\"Id\", \"Position\", \"Hash\") values (1, 0, '{new string('0', 64)}')");
    }
}
