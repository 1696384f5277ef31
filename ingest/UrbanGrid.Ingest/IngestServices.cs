using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using UrbanGrid.Ingest.Database;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Ingest.Mirror;
using UrbanGrid.Ingest.Pipeline;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Twins;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest;

/// <summary>Composition of ingest.</summary>
public static class IngestServices
{
    /// <summary>
    /// Adds ingest: <see cref="DeviceRegistry"/>, <see cref="DeviceModels"/>, <see cref="ITelemetryStore"/>,
    /// <see cref="TwinBoard"/>, <see cref="MqttServer"/>, <see cref="DeviceCommands"/>, <see cref="ConnectionLog"/>. The host
    /// adds its <see cref="IObservationSubscriber"/> and connects Kestrel end points to <see cref="MqttConnectionHandler"/>.
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
        services.AddSingleton<Announcer>();
        services.AddSingleton<TwinRebuilder>();
        services.AddSingleton<DepartedDevices>();
        services.AddSingleton<DeviceLanes>();
        services.AddSingleton<DeviceAuthenticator>();
        services.AddSingleton<ConnectionLog>();
        services.AddSingleton<CutOffDevices>();

        // The hub, the pipeline and the server know each other; whoever comes first looks the other up when it is needed.
        services.AddSingleton(s => new Lazy<IObservationSubscriber>(s.GetRequiredService<IObservationSubscriber>));
        services.AddSingleton(s => new Lazy<GridWorkers>(s.GetRequiredService<GridWorkers>));
        services.AddSingleton(s => new Lazy<MqttServer>(s.GetRequiredService<MqttServer>));
        services.AddSingleton(s => new DeviceCommands(s.GetRequiredService<Lazy<MqttServer>>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new MqttGateway(
            s.GetRequiredService<DeviceAuthenticator>(), s.GetRequiredService<DeviceLanes>(), s.GetRequiredService<ObservationPipeline>(),
            s.GetRequiredService<GridWorkers>(), s.GetRequiredService<CutOffDevices>(), s.GetRequiredService<DeviceCommands>(),
            s.GetRequiredService<ConnectionLog>(),
            s.GetRequiredService<Lazy<MqttServer>>(), s.GetRequiredService<IngestMetrics>(), s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<MqttGateway>>()));
        services.AddSingleton(s => new MqttServer(
            s.GetRequiredService<MqttGateway>(), options.Mqtt, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<MqttServer>>()));
        services.AddSingleton<MqttConnectionHandler>();
        services.AddHostedService<IngestService>();
        return services;
    }
}
