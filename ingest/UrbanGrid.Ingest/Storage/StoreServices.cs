using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using UrbanGrid.Ingest.Storage.Postgres;
using UrbanGrid.Ingest.Vehicles.Journeys;

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
            services.TryAddSingleton<IJourneyStore, SqliteJourneyStore>();
        }
        else
        {
            services.TryAddSingleton<ITelemetryStore, PostgresTelemetryStore>();
            services.TryAddSingleton<IJourneyStore, PostgresJourneyStore>();
        }

        services.AddSingleton<StoreHealth>();
        services.AddHostedService<StoreUpkeep>();
    }
}
