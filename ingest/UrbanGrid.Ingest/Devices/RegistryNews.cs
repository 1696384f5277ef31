using Microsoft.EntityFrameworkCore;

namespace UrbanGrid.Ingest.Devices;

/// <summary>What other hubs changed in a registry that is shared, read from the database.</summary>
internal sealed class RegistryNews
{
    /// <summary>How far the clocks of two hubs may be apart.</summary>
    private static readonly long ClocksApart = (long)TimeSpan.FromMinutes(10).TotalMilliseconds;

    private long _readAt;

    /// <summary>Says that all devices were read.</summary>
    public void AllRead(long now) => _readAt = now;

    /// <summary>Devices that are new or may have changed, and those that are gone.</summary>
    /// <param name="database">The registry.</param>
    /// <param name="index">What is known here.</param>
    /// <param name="id">The device concerned; null for all that changed since all were read.</param>
    /// <param name="now">Unix ms.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<(List<(Device Device, TokenHash Token)> Changed, List<Device> Removed)> ReadAsync(
        RegistryDb database, RegistryIndex index, string? id, long now, CancellationToken cancellationToken)
    {
        var since = _readAt - ClocksApart;
        var rows = await database.Devices.AsNoTracking()
            .Where(d => id == null ? d.UpdatedAt >= since : d.Id == id).ToListAsync(cancellationToken);
        List<(Device, TokenHash)> changed = [.. rows.Select(r => (r.ToDevice(), TokenHash.Of(r.TokenHash)))];
        if (id is not null)
        {
            return (changed, rows.Count == 0 && index.Find(id) is { } gone ? [gone] : []);
        }

        var there = (await database.Devices.Select(d => d.Id).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        AllRead(now);
        return (changed, [.. index.Sorted.Where(d => !there.Contains(d.Id))]);
    }
}
