using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using UrbanGrid.Ingest.Database;

namespace UrbanGrid.Hub.Store.Migrations;

/// <summary>
/// What the triage model learns from (the detectors' measurements at alarms and verdicts), its versions, the policies of
/// automatic filing and the remedies that were applied to cameras.
/// </summary>
[DbContext(typeof(HubDb))]
[Migration("20261126010000_CreateLearning")]
public sealed class CreateLearning : Migration
{
    private const string Verdicts = "device_verdicts";

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        foreach (var table in (string[])["incident_alarms", "alarm_register", Verdicts])
        {
            m.AddColumn<string>("Thing", table, nullable: true);
            m.AddColumn<string>("BroughtBy", table, nullable: true);
            m.AddColumn<string>("FeaturesJson", table, nullable: true);
        }

        m.AddColumn<double>("Probability", "incidents", nullable: true);
        m.AddColumn<bool>("Sampled", "incidents", nullable: false, defaultValue: false);
        m.AddColumn<string>("Category", Verdicts, nullable: true);
        m.AddColumn<string>("Zone", Verdicts, nullable: true);
        m.AddColumn<string>("Box", Verdicts, nullable: true);
        m.AddColumn<long>("StartedAt", Verdicts, nullable: true);
        m.AddColumn<long>("RaisedAt", Verdicts, nullable: true);
        m.AddColumn<double>("Probability", Verdicts, nullable: true);
        m.AddColumn<bool>("Sampled", Verdicts, nullable: false, defaultValue: false);
        m.CreateIndex("IX_device_verdicts_device_at", Verdicts, ["DeviceId", "At"]);
        CompleteOldVerdicts(m);

        m.CreateTable(
            "triage_models",
            t => new
            {
                Id = t.Column<long>(nullable: false).Counted(),
                Rule = t.Column<string>(nullable: false),
                Version = t.Column<int>(nullable: false),
                TrainedAt = t.Column<long>(nullable: false),
                TrainedThrough = t.Column<long>(nullable: false),
                Outcome = t.Column<string>(nullable: false),
                IsActive = t.Column<bool>(nullable: false),
                ActivatedAt = t.Column<long>(nullable: true),
                ActivatedBy = t.Column<string>(nullable: true),
                FiguresJson = t.Column<string>(nullable: false),
                ModelJson = t.Column<string>(nullable: false),
            },
            constraints: t => t.PrimaryKey("PK_triage_models", x => x.Id));
        m.CreateIndex("IX_triage_models_rule_version", "triage_models", ["Rule", "Version"], unique: true);

        m.CreateTable(
            "filing_policies",
            t => new
            {
                Category = t.Column<string>(nullable: false),
                Enabled = t.Column<bool>(nullable: false),
                MinPrecision = t.Column<double>(nullable: false),
                MinVerdicts = t.Column<int>(nullable: false),
                SampleEvery = t.Column<int>(nullable: false),
                State = t.Column<string>(nullable: false),
                StateAt = t.Column<long>(nullable: false),
                StateJson = t.Column<string>(nullable: true),
                Threshold = t.Column<double>(nullable: true),
                Due = t.Column<long>(nullable: false),
                SampledDay = t.Column<int>(nullable: false),
                ChangedBy = t.Column<string>(nullable: true),
                ChangedAt = t.Column<long>(nullable: false),
            },
            constraints: t => t.PrimaryKey("PK_filing_policies", x => x.Category));

        m.CreateTable(
            "applied_remedies",
            t => new
            {
                Id = t.Column<long>(nullable: false).Counted(),
                IncidentId = t.Column<long>(nullable: false),
                CameraId = t.Column<string>(nullable: false),
                Key = t.Column<string>(nullable: false),
                BeforeJson = t.Column<string>(nullable: false),
                AfterJson = t.Column<string>(nullable: false),
                ToldJson = t.Column<string>(nullable: false),
                AppliedAt = t.Column<long>(nullable: false),
                AppliedBy = t.Column<string>(nullable: false),
                UndoneAt = t.Column<long>(nullable: true),
                UndoneBy = t.Column<string>(nullable: true),
            },
            constraints: t => t.PrimaryKey("PK_applied_remedies", x => x.Id));
        m.CreateIndex("IX_applied_remedies_incident", "applied_remedies", "IncidentId");
        m.CreateIndex("IX_applied_remedies_camera", "applied_remedies", ["CameraId", "AppliedAt"]);
    }

    /// <summary>Verdicts of before know their incident, and it knows the rest.</summary>
    private static void CompleteOldVerdicts(MigrationBuilder m)
    {
        m.Sql("""UPDATE device_verdicts SET "Category" = (SELECT i."Category" FROM incidents i WHERE i."Id" = device_verdicts."IncidentId")""");
        foreach (var column in (string[])["Zone", "Box", "StartedAt", "RaisedAt"])
        {
            m.Sql(
                $"""
                UPDATE device_verdicts SET "{column}" = (
                    SELECT a."{column}" FROM incident_alarms a
                    WHERE a."IncidentId" = device_verdicts."IncidentId" AND a."DeviceId" = device_verdicts."DeviceId"
                        AND a."Rule" = device_verdicts."Rule"
                    ORDER BY a."RaisedAt", a."AlarmId" LIMIT 1)
                """);
        }
    }
}
