using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Register;

/// <summary>Writes the city in the store as the files it could be imported from.</summary>
public sealed class CityExport(IDbContextFactory<CaseworkDb> factory)
{
    /// <summary>Reads the tables, all at the same moment.</summary>
    public async Task<StoredCity> ReadAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await ReadSnapshot.BeginAsync(db, cancellationToken);
        var revision = await db.CityRevisions.Select(r => r.Revision).SingleAsync(cancellationToken);
        var areas = await Rows<Area>().OrderBy(a => a.Code).ToListAsync(cancellationToken);
        var roads = await Rows<RoadLine>().OrderBy(r => r.Code).ToListAsync(cancellationToken);
        var components = await Rows<CityComponent>().OrderBy(c => c.Code).ToListAsync(cancellationToken);
        var places = await Rows<PlaceName>().OrderBy(p => p.Code).ToListAsync(cancellationToken);
        var departments = await Rows<Department>().OrderBy(d => d.Code).ToListAsync(cancellationToken);
        var responsibilities = await Rows<Responsibility>().OrderBy(r => r.Id).ToListAsync(cancellationToken);
        var days = await Rows<CalendarDay>().OrderBy(d => d.Date).ToListAsync(cancellationToken);
        var seasons = await Rows<SeasonHours>().OrderBy(s => s.From).ToListAsync(cancellationToken);
        return new StoredCity(revision, new Dictionary<string, Func<byte[]>>
        {
            [CityFileNames.Districts] = () => Areas(AreaKind.District),
            [CityFileNames.SubDistricts] = () => Areas(AreaKind.SubDistrict),
            [CityFileNames.Communities] = () => Areas(AreaKind.Community),
            [CityFileNames.ResponsibilityGrids] = () => Areas(AreaKind.ResponsibilityGrid),
            [CityFileNames.UnitGrids] = () => Areas(AreaKind.UnitGrid),
            [CityFileNames.Roads] = () => CityFileWriter.Roads(roads),
            [CityFileNames.Components] = () => CityFileWriter.Components(components),
            [CityFileNames.Places] = () => CityFileWriter.Places(places),
            [CityFileNames.Departments] = () => CityFileWriter.Departments(departments),
            [CityFileNames.Responsibilities] = () => CityFileWriter.Responsibilities(responsibilities),
            [CityFileNames.Calendar] = () => CityFileWriter.Calendar(days),
            [CityFileNames.Seasons] = () => CityFileWriter.Seasons(seasons),
        });

        IQueryable<T> Rows<T>()
            where T : class => db.Set<T>().AsNoTracking();

        byte[] Areas(string kind) => CityFileWriter.Areas(areas.Where(a => a.Kind == kind));
    }
}
