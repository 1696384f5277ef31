using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Dispatching;

/// <summary>Finds what was ruled about the same before: the same component, or the same class near by or in the same unit grid.</summary>
internal static class Rulings
{
    private const int Most = 50;

    /// <summary>Metres within which a ruling about a class is about the same place.</summary>
    private const double RadiusM = 50;

    /// <summary>Rulings that count still: those about the component first, then the newest.</summary>
    public static async Task<IReadOnlyList<RulingRow>> OfAsync(CaseworkDb db, CaseRow row, CancellationToken cancellationToken)
    {
        var counting = db.Rulings.AsNoTracking().Where(r => r.EndedAt == null);
        List<RulingRow> found = [];
        if (row.ComponentCode is { } component)
        {
            found.AddRange(await counting.Where(r => r.ComponentCode == component).OrderByDescending(r => r.Id).Take(Most).ToListAsync(cancellationToken));
        }

        var north = RadiusM / Ground.MetresPerDegree;
        var east = RadiusM / Math.Max(1, Ground.MetresPerDegreeOfLongitude(row.Lat));
        var (south, top, west, right) = (row.Lat - north, row.Lat + north, row.Lon - east, row.Lon + east);
        var near = await counting.Where(r => r.Category == row.Category)
            .Where(r => (row.GridCode != null && r.GridCode == row.GridCode)
                || (r.Lat >= south && r.Lat <= top && r.Lon >= west && r.Lon <= right))
            .OrderByDescending(r => r.Id).Take(Most).ToListAsync(cancellationToken);
        found.AddRange(near
            .Where(r => r.ComponentCode is null || row.ComponentCode is null)
            .Where(r => (row.GridCode is not null && r.GridCode == row.GridCode) || Ground.DistanceM(r.Lat, r.Lon, row.Lat, row.Lon) <= RadiusM));
        return [.. found.DistinctBy(r => r.Id)];
    }

    /// <summary>What the knowledge base keeps of a ruling.</summary>
    public static RulingRow Of(CaseRow row, string basis, string by, long at) => new()
    {
        CaseNumber = row.Number,
        Category = row.Category,
        ComponentCode = row.ComponentCode,
        Lat = row.Lat,
        Lon = row.Lon,
        GridCode = row.GridCode,
        Department = row.Department!,
        Basis = basis,
        RuledBy = by,
        RuledAt = at,
    };
}
