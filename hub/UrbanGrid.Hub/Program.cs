using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Places;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Cases;
using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Hub.Map;
using UrbanGrid.Hub.Monitoring;
using UrbanGrid.Hub.Push;
using UrbanGrid.Hub.Setup;
using UrbanGrid.Hub.Store;
using UrbanGrid.Hub.Triage;
using UrbanGrid.Hub.Vehicles;
using UrbanGrid.Ingest;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Hub;

/// <summary>The hub: everything it is made of, in the order in which an observation meets it.</summary>
public static class Program
{
    /// <summary>Runs the hub; <c>--help</c> lists the options.</summary>
    public static Task<int> Main(string[] args) => HubRun.RunAsync(args, Build);

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
        services.AddIngest(new IngestOptions
        {
            DataDirectory = options.PathOf("telemetry"),
            RegistryConnection = database,
            ModelDirectory = options.PathOf("models"),
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone),
            Retention = options.TelemetryRetentionDays is { } days ? TimeSpan.FromDays(days) : null,
            Mirror = MirrorSetup.Read(options),
        });

        // Frames → one detector a camera.
        services.AddCameras();

        // Alarms → incidents → an operator's decision; browsers and third parties are told.
        services.AddTriage();
        services.AddSingleton(new EvidenceStore(options.PathOf("evidence")));

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
        var signedIn = api.MapGroup("").RequireAuthorization();
        signedIn.MapCity();
        signedIn.MapSystem();
        signedIn.MapIncidents();
        signedIn.MapEvidence();
        signedIn.MapCases();
        signedIn.MapCatalogue();
        signedIn.MapDevices();
        signedIn.MapCameras();
        signedIn.MapVehicles();
        signedIn.MapStream();
        signedIn.MapUsers();
        app.MapConsole();
        return app;
    }
}
