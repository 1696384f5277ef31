using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Assignment;

/// <summary>
/// Where collectors (监督员) are and which responsibility grids they watch, so that a task goes to whoever is nearest. Of each the
/// latest position is kept and nothing before it: it serves the next task, and is no track of anybody's day.
/// </summary>
public sealed class Collectors(IDbContextFactory<CaseworkDb> factory, CityRegister cities, TimeProvider time)
{
    /// <summary>A position older than this says nothing of where somebody is.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromMinutes(10);

    /// <summary>A phone may tell its position once in so long.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);

    private const int MostGrids = 100;

    /// <summary>Keeps where somebody is now, instead of where they were.</summary>
    /// <returns>False: they told it less than <see cref="Pace"/> ago, and that one stays.</returns>
    /// <exception cref="CaseInputException">It is no place.</exception>
    public async Task<bool> TellAsync(string user, double lat, double lon, CancellationToken cancellationToken = default)
    {
        if (!(Math.Abs(lat) <= 90) || !(Math.Abs(lon) <= 180) || (lat == 0 && lon == 0))
        {
            throw CaseChecks.Wrong("坐标必须是 WGS-84 经纬度，且不能是 0,0。", "lat and lon must be WGS-84 degrees, and not 0,0.");
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var before = now - (long)Pace.TotalMilliseconds;
        await using var db = await factory.CreateDbContextAsync(cancellationToken);

        // One statement, so that a phone that tells it twice at once is no fault.
        return await db.Database.ExecuteSqlAsync(
            $"""
            insert into collector_positions (user_id, lat, lon, at) values ({user}, {lat}, {lon}, {now})
            on conflict (user_id) do update set lat = excluded.lat, lon = excluded.lon, at = excluded.at
            where collector_positions.at <= {before}
            """,
            cancellationToken) > 0;
    }

    /// <summary>How each of these people stands to a place; the responsibility grid is that of the case.</summary>
    public async Task<IReadOnlyList<CollectorPlace>> AtAsync(
        CasePlace place, IReadOnlyCollection<string> users, CancellationToken cancellationToken = default)
    {
        var since = time.GetUtcNow().ToUnixTimeMilliseconds() - (long)Recent.TotalMilliseconds;
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var positions = await db.CollectorPositions.AsNoTracking().Where(p => users.Contains(p.UserId) && p.At >= since)
            .ToDictionaryAsync(p => p.UserId, cancellationToken);
        var watching = place.ResponsibilityGrid is { } grid
            ? await db.CollectorGrids.Where(g => g.Grid == grid).Select(g => g.UserId).ToListAsync(cancellationToken)
            : [];
        return
        [
            .. users.Select(user => new CollectorPlace(
                user,
                watching.Contains(user),
                positions.TryGetValue(user, out var at) ? Math.Round(Ground.DistanceM(place.Lat, place.Lon, at.Lat, at.Lon)) : null)),
        ];
    }

    /// <summary>Responsibility grids that each collector watches; one that is not named watches none.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> GridsAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await db.CollectorGrids.AsNoTracking().ToListAsync(cancellationToken);
        return rows.GroupBy(g => g.UserId).ToDictionary(
            g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(x => x.Grid).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Says which responsibility grids a collector watches, instead of those before.</summary>
    /// <exception cref="CaseInputException">One of them is none, or there are too many.</exception>
    public async Task SetGridsAsync(string user, IReadOnlyCollection<string> grids, CancellationToken cancellationToken = default)
    {
        var city = await cities.CurrentAsync(cancellationToken);
        var known = city.Areas.Where(a => a.Kind == AreaKind.ResponsibilityGrid).Select(a => a.Code).ToHashSet(StringComparer.Ordinal);
        if (grids.FirstOrDefault(grid => !known.Contains(grid)) is { } unknown)
        {
            throw CaseChecks.Wrong($"没有编码为“{unknown}”的责任网格。", $"There is no responsibility grid '{unknown}'.");
        }

        if (grids.Count > MostGrids)
        {
            throw CaseChecks.Wrong($"一名监督员最多负责 {MostGrids} 个责任网格。", $"A collector watches at most {MostGrids} responsibility grids.");
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.CollectorGrids.Where(g => g.UserId == user).ExecuteDeleteAsync(cancellationToken);
        db.CollectorGrids.AddRange(grids.Distinct().Select(grid => new CollectorGridRow { UserId = user, Grid = grid }));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
