using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using UrbanGrid.Ingest.Storage.Postgres;

namespace UrbanGrid.Ingest.Storage;

/// <summary>Composition of the telemetry store.</summary>
internal static class StoreServices
{
    /// <summary>Adds the store that the options choose, its health and its upkeep.</summary>
    public static void AddTelemetryStore(this IServiceCollection services, IngestOptions options)
    {
        if (options.TelemetryConnection is null)
        {
            services.TryAddSingleton<ITelemetryStore, SqliteTelemetryStore>();
        }
        else
        {
            services.TryAddSingleton<ITelemetryStore, PostgresTelemetryStore>();
        }

        services.AddSingleton<StoreHealth>();
        services.AddHostedService<StoreUpkeep>();
    }
}
