using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using UrbanGrid.Ingest.Storage;

namespace UrbanGrid.Ingest.Mirror;

/// <summary>Composition of the mirror.</summary>
internal static class MirrorServices
{
    /// <summary>Puts the mirror around the store that was added before.</summary>
    public static void AddMirror(this IServiceCollection services, MirrorOptions mirror, string dataDirectory)
    {
        var inner = services.Last(s => s.ServiceType == typeof(ITelemetryStore));
        services.Remove(inner);
        services.AddSingleton(mirror);
        services.AddSingleton<InfluxClient>();
        services.AddSingleton(s =>
        {
            var spool = new MirrorSpool(Path.Combine(dataDirectory, "mirror"), mirror.SpoolBytes);
            s.GetRequiredService<IngestMetrics>().WatchMirror(() => spool.Backlog);
            return spool;
        });
        services.AddSingleton<ITelemetryStore>(s => new MirroredTelemetryStore(
            (ITelemetryStore)(inner.ImplementationFactory?.Invoke(s) ?? ActivatorUtilities.CreateInstance(s, inner.ImplementationType!)),
            s.GetRequiredService<MirrorSpool>(), s.GetRequiredService<IngestMetrics>(), s.GetRequiredService<ILogger<MirroredTelemetryStore>>()));
        services.AddHostedService<MirrorSender>();
    }
}
