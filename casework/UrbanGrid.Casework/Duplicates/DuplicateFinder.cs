using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Duplicates;

/// <summary>
/// Finds open cases that may tell of the same (docs/domain-sources.md §12): of the same class, and about the same component or within
/// <see cref="CaseworkOptions.DuplicateMetres"/>, reported within <see cref="CaseworkOptions.DuplicateHours"/>. Two that name different
/// components are about different things, however near. It offers; whether to merge is for people to decide.
/// </summary>
public sealed class DuplicateFinder(IDbContextFactory<CaseworkDb> factory, CaseworkOptions options, TimeProvider time)
{
    /// <summary>Most cases that are offered, the nearest ones.</summary>
    private const int MostOffered = 10;

    /// <summary>Most cases that are measured; where more lie in the square, the newest.</summary>
    private const int MostMeasured = 300;

    /// <summary>Open cases that may tell of the same as a report that is about to be sent, the nearest first.</summary>
    /// <exception cref="CaseInputException">The place cannot be one.</exception>
    public async Task<IReadOnlyList<KnownCase>> AroundAsync(WhatAndWhere report, CancellationToken cancellationToken = default)
    {
        if (!(Math.Abs(report.Lat) <= 90) || !(Math.Abs(report.Lon) <= 180))
        {
            throw CaseChecks.Wrong("坐标必须是 WGS-84 经纬度。", "lat and lon must be WGS-84 degrees.");
        }

        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, report, time.GetUtcNow().ToUnixTimeMilliseconds(), exceptId: null, cancellationToken);
    }

    /// <summary>Open cases that may tell of the same as an open case, the nearest first; none for one that is over.</summary>
    /// <exception cref="CaseNotFoundException">No such case.</exception>
    public async Task<IReadOnlyList<KnownCase>> OfCaseAsync(string number, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var row = await db.Cases.AsNoTracking().SingleOrDefaultAsync(c => c.Number == number, cancellationToken)
            ?? throw new CaseNotFoundException(number);
        return CaseStates.Get(row.State).IsOpen
            ? await FindAsync(db, new WhatAndWhere(row.Category, row.Lat, row.Lon, row.ComponentCode), row.ReportedAt, row.Id, cancellationToken)
            : [];
    }

    private async Task<IReadOnlyList<KnownCase>> FindAsync(
        CaseworkDb db, WhatAndWhere what, long at, long? exceptId, CancellationToken cancellationToken)
    {
        var span = (long)(options.DuplicateHours * 3_600_000);
        var alike = db.Cases.AsNoTracking().Where(c => c.ReportedAt >= at - span && c.ReportedAt <= at + span && c.Id != exceptId);
        var rows = await Newest(InSquare(alike, what)).ToListAsync(cancellationToken);
        if (what.ComponentCode is { } component)
        {
            rows.AddRange(await Newest(alike.Where(c => c.ComponentCode == component)).ToListAsync(cancellationToken));
        }

        var offered = rows.DistinctBy(c => c.Id)
            .Where(c => c.Category == what.Category && CaseStates.Get(c.State).IsOpen)
            .Where(c => what.ComponentCode is null || c.ComponentCode is null || c.ComponentCode == what.ComponentCode)
            .Select(c => (Row: c, Same: what.ComponentCode is not null && c.ComponentCode == what.ComponentCode, Metres: Ground.DistanceM(what.Lat, what.Lon, c.Lat, c.Lon)))
            .Where(c => c.Same || c.Metres <= options.DuplicateMetres)
            .OrderByDescending(c => c.Same).ThenBy(c => c.Metres).ThenBy(c => c.Row.Id)
            .Take(MostOffered).ToList();
        var ids = offered.Select(c => c.Row.Id).ToList();
        var reports = await db.Log.AsNoTracking().Where(e => ids.Contains(e.CaseId) && e.Seq == 1)
            .ToDictionaryAsync(e => e.CaseId, cancellationToken);
        return [.. offered.Select(c => Known(c.Row, reports[c.Row.Id], at, c.Metres, c.Same))];
    }

    /// <summary>A square around the place, which an index over class and degrees answers; the circle is measured afterwards.</summary>
    private IQueryable<CaseRow> InSquare(IQueryable<CaseRow> cases, WhatAndWhere what)
    {
        var north = options.DuplicateMetres / Ground.MetresPerDegree;
        var east = options.DuplicateMetres / Math.Max(1, Ground.MetresPerDegreeOfLongitude(what.Lat));
        var (south, top, west, right) = (what.Lat - north, what.Lat + north, what.Lon - east, what.Lon + east);
        return cases.Where(c => c.Phase == CaseState.OpenPhase && c.Category == what.Category)
            .Where(c => c.Lat >= south && c.Lat <= top && c.Lon >= west && c.Lon <= right);
    }

    private static IQueryable<CaseRow> Newest(IQueryable<CaseRow> cases) => cases.OrderByDescending(c => c.ReportedAt).Take(MostMeasured);

    private static KnownCase Known(CaseRow row, CaseLogRow report, long at, double metres, bool same) => new()
    {
        Number = row.Number,
        State = NamedKey.Of(row.State, CaseStates.Get(row.State).Name),
        Source = ReportSources.Get(row.Source),
        Reporter = report.ActorName,
        Description = new LocalText(row.DescriptionZh, row.DescriptionEn),
        Address = new LocalText(row.AddressZh, row.AddressEn),
        ReportedAt = row.ReportedAt,
        AgeMs = Math.Abs(at - row.ReportedAt),
        DistanceM = Math.Round(metres, 1),
        SameComponent = same,
        Repeats = row.Repeats,
        Picture = CaseJson.ReadEvidence(report.Evidence).FirstOrDefault(e => e.MediaType.StartsWith("image/", StringComparison.Ordinal)),
    };
}
