using System.Globalization;
using UrbanGrid.Hub.Http;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Gateway;

namespace UrbanGrid.Hub.Devices;

/// <summary><c>GET /devices/{id}/connections</c>, newest first.</summary>
public static class ConnectionPages
{
    /// <summary>One page.</summary>
    public static async Task<Page<ConnectionView>> PageAsync(
        string id, string? cursor, int? limit, DeviceRegistry registry, ConnectionLog log, CancellationToken ct)
    {
        _ = registry.Find(id) ?? throw ProblemException.NotFound("device", id);
        var size = PageRequest.Read(null, limit).Limit;
        long? before = cursor is null ? null
            : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new ProblemException("invalid_value", "cursor", "'next'");
        var lines = await log.PageAsync(id, before, size + 1, ct);
        return new Page<ConnectionView>(
            [.. lines.Take(size).Select(l => l.Event).Select(e => new ConnectionView(e.At, e.Kind.ToString().ToLowerInvariant(), e.ClientId, e.Address, e.Reason))],
            lines.Count > size ? lines[size - 1].Number.ToString(CultureInfo.InvariantCulture) : null);
    }
}
