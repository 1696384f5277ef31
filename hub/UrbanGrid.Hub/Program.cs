using UrbanGrid.Casework;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Catalogue.Uses;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Casework.Store;
using UrbanGrid.Hub.Alarms;
using UrbanGrid.Hub.Auditing;
using UrbanGrid.Hub.Broker;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Cameras.Covers;
using UrbanGrid.Hub.Cameras.EmptyStreets;
using UrbanGrid.Hub.Cameras.Privacy;
using UrbanGrid.Hub.Cases;
using UrbanGrid.Hub.Cases.Law;
using UrbanGrid.Hub.Cases.Notices;
using UrbanGrid.Hub.Catalogue;
using UrbanGrid.Hub.Clips;
using UrbanGrid.Hub.Commands;
using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Dispatching;
using UrbanGrid.Hub.Evaluation;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Geofences;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Hub.Map;
using UrbanGrid.Hub.Map.Dividing;
using UrbanGrid.Hub.Map.Geocoding;
using UrbanGrid.Hub.Map.Importing;
using UrbanGrid.Hub.Monitoring;
using UrbanGrid.Hub.Moving;
using UrbanGrid.Hub.Provisioning;
using UrbanGrid.Hub.Push;
using UrbanGrid.Hub.Replay;
using UrbanGrid.Hub.Sanitation;
using UrbanGrid.Hub.Setup;
using UrbanGrid.Hub.Store;
using UrbanGrid.Hub.Triage;
using UrbanGrid.Hub.Triage.Filing;
using UrbanGrid.Hub.Triage.Learning;
using UrbanGrid.Hub.Triage.Precision;
using UrbanGrid.Hub.Triage.Remedies;
using UrbanGrid.Hub.Triage.Thresholds;
using UrbanGrid.Hub.Vehicles;
using UrbanGrid.Hub.Vehicles.Decoding;
using UrbanGrid.Hub.Vehicles.Live;
using UrbanGrid.Hub.Vehicles.OsmAnd;
using UrbanGrid.Hub.Vehicles.Pictures;
using UrbanGrid.Hub.Vehicles.Tasks;
using UrbanGrid.Hub.Vehicles.Video;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Database;
using UrbanGrid.Ingest.Jt808.Terminals;
using UrbanGrid.Ingest.Provisioning;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Hub;

/// <summary>The hub: everything it is made of, in the order in which an observation meets it.</summary>
public static class Program
{
    /// <summary>Runs the hub, or what the first argument names: its MQTT server alone, a move to PostgreSQL, an audit of the evidence, the law as a document, the catalogue as files, the division of unit grids, or what frames of a terminal say; <c>--help</c> lists the options of each.</summary>
    public static Task<int> Main(string[] args) => args switch
    {
        [BrokerRun.Command, .. var options] => BrokerRun.RunAsync(options),
        [MoveRun.Command, .. var options] => MoveRun.RunAsync(options),
        [AuditRun.Command, .. var options] => AuditRun.RunAsync(options),
        [LawRun.Command, .. var options] => LawRun.RunAsync(options),
        [CatalogueRun.Command, .. var options] => CatalogueRun.RunAsync(options),
        [GridsRun.Command, .. var options] => Task.FromResult(GridsRun.Run(options)),
        [DecodeRun.Command, .. var options] => DecodeRun.RunAsync(options),
        _ => HubRun.RunAsync(args, Build),
    };

    /// <summary>Puts a hub together; nothing listens yet.</summary>
    public static WebApplication Build(HubOptions options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.AddHubLogging(options);
        builder.WebHost.UseLivelySockets();
        builder.Listen(options);

        var services = builder.Services;
        var database = options.Database is { } server ? HubDatabase.ServerConnection(server) : HubDatabase.FileConnection(options.DatabasePath);
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddMonitoring();

        // Sockets → gateway → telemetry store → twins and rules. PUBACK means stored.
        services.AddSingleton<GridOfPlace>(s => async (place, ct) =>
            (await s.GetRequiredService<CityRegister>().CurrentAsync(ct)).Index.Locate(place.Lat, place.Lon).ResponsibilityGrid?.Code);
        services.AddIngest(new IngestOptions
        {
            DataDirectory = options.PathOf(HubOptions.TelemetryFolder),
            RegistryConnection = database,
            SessionFile = options.PathOf("sessions.db"),
            TelemetryConnection = options.Database is null ? null : database,
            ModelDirectory = options.PathOf("models"),
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone),
            Broker = options.Broker,
            Jt808 = new Jt808Options
            {
                Bind = options.Bind, UdpPort = options.Jt808Port == 0 ? null : options.Jt808Port, ProvisioningKey = options.Jt808ProvisioningKey,
                VideoPort = options.Jt1078Port == 0 ? null : options.Jt1078Port, VideoHost = options.Jt1078Host,
            },
            Retention = options.TelemetryRetentionDays is { } days ? TimeSpan.FromDays(days) : null,
            Mirror = MirrorSetup.Read(options),
        });

        // Frames → one detector a camera; clips → the same detectors, to try settings.
        services.AddCameras(options.Objects, options.PathOf("camera-pictures"));
        services.AddReplays(options.PathOf("replays"));

        // Alarms → incidents, unless suppressed → an operator's decision; browsers and third parties are told.
        services.AddAlarms(TimeSpan.FromDays(options.AlarmDays));
        services.AddLiveVehicles();
        services.AddTriage(TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone));
        services.AddOtherHubs(database);
        services.AddSingleton(new EvidenceStore(options.PathOf("evidence")));

        // Video of an incident: asked of its camera, taken in by parts.
        services.AddClips(options.PathOf("evidence", "incoming"));
        services.AddSingleton<EvidenceAudit>();
        services.AddSingleton<FindMask>(s => s.GetRequiredService<PrivacyMasks>().FindAsync);
        services.AddSingleton<EvidenceMasks>();
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<BlurredCopies>(s, options.PathOf("public")));

        // Pictures of vehicles' terminals.
        services.AddTerminalPictures(options.PathOf("vehicle-pictures"));

        // Orders → devices → their answers.
        services.AddCommands(TimeSpan.FromDays(options.AlarmDays));

        // Sanitation: plans, and what came of them.
        services.AddSanitation(TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone));

        // Cases: the closed loop.
        services.AddCasework(db => db.UseDatabase(database, CaseworkDb.MigrationsTable), new CaseworkOptions
        {
            TimeZone = options.TimeZone, CodeScheme = options.CodeScheme, HasShiftLeader = options.ShiftLeader, DeviceAnswersCheck = options.DeviceAnswersCheck, ArchiveAfterDays = options.ArchiveDays,
            DuplicateMetres = options.DuplicateMetres, DuplicateHours = options.DuplicateHours, DeviceReopenDays = options.DeviceReopenDays,
        });
        services.AddCases();
        services.AddEvaluation();
        services.AddVehicles();
        services.AddSingleton<CatalogueVersions>();
        services.AddSingleton<IClassUser, DevicesThatUse>();

        // People, and what they see.
        services.AddHubDatabase(database);
        services.AddIdentity(options.PathOf("keys"), options.PasswordIterations, sharedKeys: options.Database is not null);
        services.AddSingleton<DeviceDirectory>();
        services.AddSingleton<VehicleTaskDesk>();
        services.AddSingleton(new MapSettings(options.TileUrl, options.TimeZone, options.PathOf(FirstStart.CityFolderName)));
        services.AddSetup();
        services.AddApi();

        var app = builder.Build();
        app.Services.GetRequiredService<MetricsRegistry>();
        app.Services.GetRequiredService<ObjectDetection>();
        app.Services.GetRequiredService<CameraMetrics>();
        app.Services.GetRequiredService<CaseDesk>().Changed += app.Services.GetRequiredService<Announcer>().CaseChanged;

        app.UseMiddleware<ProblemHandler>();
        app.UseMiddleware<SecurityHeaders>(options.TileUrl ?? "");
        app.UseAuthentication();
        app.UseMiddleware<CsrfGuard>();
        app.UseAuthorization();
        app.UseWebSockets();

        app.MapMqtt("/mqtt");
        app.MapHealth(options.Data);
        app.MapOsmAnd();
        app.MapOpenApi("/openapi/{documentName}.json");
        var api = app.MapApi();
        api.MapSession();
        api.MapProvision();
        var signedIn = api.MapGroup("").RequireAuthorization();
        signedIn.MapCity();
        signedIn.MapCityFiles();
        signedIn.MapGeocode();
        signedIn.MapSystem();
        signedIn.MapIncidents();
        signedIn.MapRemedies();
        signedIn.MapThresholds();
        signedIn.MapPrecision();
        signedIn.MapTriageModels();
        signedIn.MapFilingPolicies();
        signedIn.MapAlarms();
        signedIn.MapMaintenanceWindows();
        signedIn.MapEvidence();
        signedIn.MapCases();
        signedIn.MapDuplicates();
        signedIn.MapCandidates();
        signedIn.MapDispatch();
        signedIn.MapCollectors();
        signedIn.MapLaw();
        signedIn.MapNotices();
        signedIn.MapEvaluation();
        signedIn.MapCatalogue();
        signedIn.MapDevices();
        signedIn.MapCommands();
        signedIn.MapExpected();
        signedIn.MapDeviceModels();
        signedIn.MapProvisioning();
        signedIn.MapCameras();
        signedIn.MapCovers();
        signedIn.MapEmptyStreets();
        signedIn.MapCameraOverlay();
        signedIn.MapReplays();
        signedIn.MapVehicles();
        signedIn.MapVehicleTasks();
        signedIn.MapGeofences();
        signedIn.MapSanitation();
        signedIn.MapLiveVehicles();
        signedIn.MapTerminalPictures();
        signedIn.MapVehicleVideo();
        signedIn.MapStream();
        signedIn.MapUsers();
        app.MapConsole();
        return app;
    }
}
