using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Pipeline;

namespace UrbanGrid.Ingest.Gateway;

/// <summary>
/// The devices behind an edge agent: when it goes, they cannot be heard, and a cover that speaks once a day must not stay
/// online until then.
/// </summary>
internal sealed class CutOffDevices(DeviceRegistry registry, GridWorkers workers, TimeProvider time)
{
    /// <summary>Tells the workers of all devices that speak only through an edge agent.</summary>
    /// <param name="gatewayId">The edge agent.</param>
    /// <param name="there">Whether it is there again.</param>
    /// <param name="connected">Devices that are connected themselves, and so do not need it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async ValueTask TellAsync(string gatewayId, bool there, IEnumerable<string> connected, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var themselves = connected.ToHashSet(StringComparer.Ordinal);
        foreach (var device in registry.All.Where(d => d.Gateway == gatewayId && !themselves.Contains(d.Id)))
        {
            await workers.GatewayAsync(device, there, now, cancellationToken);
        }
    }
}
