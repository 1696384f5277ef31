using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using UrbanGrid.Ingest.Brokers;
using UrbanGrid.Ingest.Database;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Ingest.Jt808.Terminals;
using UrbanGrid.Ingest.Jt808.Video;
using UrbanGrid.Ingest.Mirror;
using UrbanGrid.Ingest.OsmAnd;
using UrbanGrid.Ingest.Pipeline;
using UrbanGrid.Ingest.Provisioning;
using UrbanGrid.Ingest.Sessions;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.ThingsBoard;
using UrbanGrid.Ingest.Twins;
using UrbanGrid.Ingest.Vehicles.Geofences;
using UrbanGrid.Ingest.Vehicles.Journeys;
using UrbanGrid.Ingest.Vehicles.Rules;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest;

/// <summary>Composition of ingest.</summary>
public static class IngestServices
{
    /// <summary>
    /// Adds ingest: <see cref="DeviceRegistry"/>, <see cref="DeviceModels"/>, <see cref="ITelemetryStore"/>,
    /// <see cref="TwinBoard"/>, <see cref="GeofenceRegister"/>, <see cref="MqttServer"/>, <see cref="DeviceCommands"/>, <see cref="ConnectionLog"/>,
    /// <see cref="ExpectedBands"/>, <see cref="VehicleJourneys"/>. The host adds its <see cref="IObservationSubscriber"/>, may add its
    /// <see cref="TakeReply"/> and its <see cref="TakeTerminalMedium"/>, and connects Kestrel end points to
    /// <see cref="MqttConnectionHandler"/> and <see cref="Jt808ConnectionHandler"/>.
    /// </summary>
    public static IServiceCollection AddIngest(this IServiceCollection services, IngestOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<IngestMetrics>();
        services.AddDbContextFactory<RegistryDb>(database => database.UseDatabase(options.RegistryConnection, RegistryDb.HistoryTable));
        services.AddSingleton(_ => DeviceModels.Load(options.ModelDirectory));
        services.AddSingleton(s => new DeviceRegistry(
            s.GetRequiredService<IDbContextFactory<RegistryDb>>(), s.GetRequiredService<DeviceModels>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new GeofenceRegister(
            s.GetRequiredService<IDbContextFactory<RegistryDb>>(), options.TimeZone, s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<GeofenceRegister>>()));
        services.AddSingleton(s => new VehicleSurroundings(() => s.GetRequiredService<GeofenceRegister>().Map));
        services.AddTelemetryStore(options);
        services.AddSingleton<MirrorHealth>();
        if (options.Mirror is { } mirror)
        {
            services.AddMirror(mirror, options.DataDirectory);
        }

        services.AddSingleton<TelemetryWriter>();
        services.AddSingleton<TwinBoard>();
        services.AddSingleton<ObservationReader>();
        services.AddSingleton<ObservationPipeline>();
        services.AddSingleton<GridWorkers>();
        services.AddSingleton<JourneyWriter>();
        services.AddHostedService(s => s.GetRequiredService<JourneyWriter>());
        services.AddSingleton<DayRecompute>();
        services.AddSingleton<LateDays>();
        services.AddSingleton(s => new Lazy<LateDays>(s.GetRequiredService<LateDays>));
        services.AddHostedService(s => s.GetRequiredService<LateDays>());
        services.AddSingleton<VehicleRebuilder>();
        services.AddSingleton(s => new VehicleJourneys(
            s.GetRequiredService<IJourneyStore>(), s.GetRequiredService<JourneyWriter>(), s.GetRequiredService<GridWorkers>(),
            s.GetRequiredService<DayRecompute>(), options, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Announcer>();
        services.AddSingleton<TwinRebuilder>();
        services.AddSingleton<ProfileLoader>();
        services.AddSingleton(s => new ExpectedBands(s.GetRequiredService<GridWorkers>()));
        services.AddSingleton<DepartedDevices>();
        services.AddSingleton<DeviceLanes>();
        services.AddSingleton<DeviceAuthenticator>();
        services.AddSingleton(s => new ConnectionLog(
            s.GetRequiredService<IDbContextFactory<RegistryDb>>(), s.GetRequiredService<DeviceRegistry>(), s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<ConnectionLog>>()));
        services.AddHostedService(s => s.GetRequiredService<ConnectionLog>());
        services.TryAddSingleton<GridOfPlace>(_ => (_, _) => ValueTask.FromResult<string?>(null));
        services.AddSingleton(s => new ProvisioningKeys(
            s.GetRequiredService<IDbContextFactory<RegistryDb>>(), s.GetRequiredService<DeviceModels>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new ProvisioningDesk(
            s.GetRequiredService<IDbContextFactory<RegistryDb>>(), s.GetRequiredService<DeviceRegistry>(), s.GetRequiredService<ProvisioningKeys>(),
            s.GetRequiredService<GridOfPlace>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<ProvisioningDesk>>()));
        services.AddSingleton<CutOffDevices>();
        services.AddSingleton<ThingsBoardApi>();

        // The hub, the pipeline and the server know each other; whoever comes first looks the other up when it is needed.
        services.AddSingleton(s => new Lazy<IObservationSubscriber>(s.GetRequiredService<IObservationSubscriber>));
        services.AddSingleton(s => new Lazy<GridWorkers>(s.GetRequiredService<GridWorkers>));
        services.AddSingleton(s => new Lazy<MqttServer>(s.GetRequiredService<MqttServer>));
        services.TryAddSingleton<TakeReply>(_ => (_, _) => ValueTask.CompletedTask);
        services.AddSingleton(s => new Lazy<TakeReply>(s.GetRequiredService<TakeReply>));
        services.AddSingleton<DeviceConnections>();
        services.AddSingleton<ICommandLink, ThingsBoardCommandLink>();
        services.AddSingleton<ICommandLink, MqttCommandLink>();
        services.AddSingleton<DeviceCommands>();
        services.TryAddSingleton<TakeFilePart>(_ => (_, _) => ValueTask.FromResult(false));
        services.AddSingleton(s => new Lazy<TakeFilePart>(s.GetRequiredService<TakeFilePart>));
        services.AddSingleton<DeviceFiles>();
        services.TryAddSingleton<TakeDetectorNews>(_ => (_, _, _) => ValueTask.FromResult<string?>(null));
        services.AddSingleton(s => new Lazy<TakeDetectorNews>(s.GetRequiredService<TakeDetectorNews>));
        services.AddSingleton<DetectorNews>();
        services.AddSingleton(s => new MqttGateway(
            s.GetRequiredService<DeviceAuthenticator>(), s.GetRequiredService<DeviceLanes>(), s.GetRequiredService<ObservationPipeline>(),
            s.GetRequiredService<GridWorkers>(), s.GetRequiredService<CutOffDevices>(), s.GetRequiredService<DeviceCommands>(),
            s.GetRequiredService<DeviceFiles>(), s.GetRequiredService<DetectorNews>(),
            s.GetRequiredService<DeviceConnections>(), s.GetRequiredService<ThingsBoardApi>(), s.GetRequiredService<ProvisioningDesk>(),
            s.GetRequiredService<ConnectionLog>(),
            s.GetRequiredService<Lazy<MqttServer>>(), s.GetRequiredService<IngestMetrics>(), s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<MqttGateway>>()));
        if (options.SessionFile is { } sessions)
        {
            services.AddSingleton<IMqttSessionStore>(s => new SqliteSessionStore(
                sessions, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<SqliteSessionStore>>()));
        }

        services.AddSingleton(s => new MqttServer(
            s.GetRequiredService<MqttGateway>(), options.Mqtt, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<MqttServer>>(),
            s.GetService<IMqttSessionStore>()));
        services.AddSingleton<MqttConnectionHandler>();
        services.AddHostedService<IngestService>();
        services.AddJt808();
        services.AddSingleton(s => new VideoOrders(s.GetRequiredService<TerminalSessions>(), options.Jt808));
        services.AddSingleton(s => new Jt1078ConnectionHandler(s.GetRequiredService<VideoOrders>(), s.GetRequiredService<ILogger<Jt1078ConnectionHandler>>()));
        services.AddSingleton(s => new OsmAndIntake(s.GetRequiredService<DeviceRegistry>(), s.GetRequiredService<DeviceLanes>(), s.GetRequiredService<ObservationPipeline>()));
        if (options.Broker is not null)
        {
            services.AddBroker();
        }

        return services;
    }

    /// <summary>The link to an external broker: starts after the rest of ingest, and so stops before it.</summary>
    private static void AddBroker(this IServiceCollection services)
    {
        services.AddSingleton<BrokerMetrics>();
        services.AddSingleton<BrokerIntake>();
        services.AddSingleton<BrokerCommandLink>();
        services.AddSingleton<ICommandLink>(s => s.GetRequiredService<BrokerCommandLink>());
        services.AddSingleton(s => new BrokerLink(
            s.GetRequiredService<IngestOptions>(), s.GetRequiredService<BrokerIntake>(), s.GetRequiredService<BrokerMetrics>(),
            s.GetRequiredService<BrokerCommandLink>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILoggerFactory>()));
        services.AddHostedService(s => s.GetRequiredService<BrokerLink>());
    }
}
