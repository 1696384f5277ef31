namespace UrbanGrid.Hub.Monitoring;

/// <summary>What tells how the hub is doing.</summary>
public static class MonitoringServices
{
    /// <summary>Adds the counters and what reads them.</summary>
    public static void AddMonitoring(this IServiceCollection services)
    {
        services.AddSingleton(_ => new MetricsRegistry());
        services.AddSingleton<HubMetrics>();
        services.AddSingleton<ObservationRate>();
    }
}
