using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Alarms;
using UrbanGrid.Hub.Broker;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Cases;
using UrbanGrid.Hub.Commands;
using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Hub.Map;
using UrbanGrid.Hub.Monitoring;
using UrbanGrid.Hub.Provisioning;
using UrbanGrid.Hub.Push;
using UrbanGrid.Hub.Setup;
using UrbanGrid.Hub.Store;
using UrbanGrid.Hub.Triage;
using UrbanGrid.Hub.Vehicles;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Provisioning;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Hub;

/// <summary>The hub: everything it is made of, in the order in which an observation meets it.</summary>
public static class Program
{
    /// <summary>Runs the hub, or with <c>broker</c> as the first argument its MQTT server alone; <c>--help</c> lists the options.</summary>
    public static Task<int> Main(string[] args) =>
        args is [BrokerRun.Command, ..] ? BrokerRun.RunAsync(args[1..]) : HubRun.RunAsync(args, Build);

    /// <summary>Puts a hub together; nothing listens yet.</summary>
    public static WebApplication Build(HubOptions options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.AddHubLogging(options);
        builder.Listen(options);

        var services = builder.Services;
        var database = HubDatabase.ConnectionString(options.DatabasePath);
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddMonitoring();

        // Sockets → gateway → telemetry store → twins and rules. PUBACK means stored.
        services.AddSingleton<GridOfPlace>(s => async (place, ct) =>
            (await s.GetRequiredService<CityRegister>().CurrentAsync(ct)).Index.Locate(place.Lat, place.Lon).ResponsibilityGrid?.Code);
        services.AddIngest(new IngestOptions
        {
            DataDirectory = options.PathOf("telemetry"),
            RegistryConnection = database,
            SessionFile = options.PathOf("sessions.db"),
            ModelDirectory = options.PathOf("models"),
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone),
            Broker = options.Broker,
        });

        // Frames → one detector a camera.
        services.AddCameras();

        // Alarms → incidents, unless suppressed → an operator's decision; browsers and third parties are told.
        services.AddAlarms(TimeSpan.FromDays(options.AlarmDays));
        services.AddTriage();
        services.AddSingleton(new EvidenceStore(options.PathOf("evidence")));

        // Orders → devices → their answers.
        services.AddCommands(TimeSpan.FromDays(options.AlarmDays));

        // Cases: the closed loop.
        services.AddCasework(db => db.UseSqlite(database), new CaseworkOptions { TimeZone = options.TimeZone });

        // People, and what they see.
        services.AddHubDatabase(options.DatabasePath);
        services.AddIdentity(options.PathOf("keys"), options.PasswordIterations);
        services.AddSingleton<DeviceDirectory>();
        services.AddSingleton(new MapSettings(options.TileUrl, options.TimeZone, options.PathOf(FirstStart.CityFolderName)));
        services.AddSetup();
        services.AddApi();

        var app = builder.Build();
        app.Services.GetRequiredService<MetricsRegistry>();
        app.Services.GetRequiredService<CaseDesk>().Changed += app.Services.GetRequiredService<Announcer>().CaseChanged;

        app.UseMiddleware<ProblemHandler>();
        app.UseMiddleware<SecurityHeaders>(options.TileUrl ?? "");
        app.UseAuthentication();
        app.UseMiddleware<CsrfGuard>();
        app.UseAuthorization();
        app.UseWebSockets();

        app.MapMqtt("/mqtt");
        app.MapHealth(options.Data);
        app.MapOpenApi("/openapi/{documentName}.json");
        var api = app.MapApi();
        api.MapSession();
        api.MapProvision();
        var signedIn = api.MapGroup("").RequireAuthorization();
        signedIn.MapCity();
        signedIn.MapSystem();
        signedIn.MapIncidents();
        signedIn.MapAlarms();
        signedIn.MapMaintenanceWindows();
        signedIn.MapEvidence();
        signedIn.MapCases();
        signedIn.MapCatalogue();
        signedIn.MapDevices();
        signedIn.MapCommands();
        signedIn.MapExpected();
        signedIn.MapDeviceModels();
        signedIn.MapProvisioning();
        signedIn.MapCameras();
        signedIn.MapVehicles();
        signedIn.MapStream();
        signedIn.MapUsers();
        app.MapConsole();
        return app;
    }
}
