using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Clocks;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Register;

/// <summary>Keeps the current <see cref="City"/> at hand and notices when any hub has imported a newer one.</summary>
public sealed class CityRegister : IDisposable
{
    private readonly CaseworkOptions _options;
    private readonly KeptSnapshot<City> _kept;

    /// <param name="factory">The store.</param>
    /// <param name="options">Zone and working hours of the city.</param>
    public CityRegister(IDbContextFactory<CaseworkDb> factory, CaseworkOptions options)
    {
        _options = options;
        _kept = new KeptSnapshot<City>(factory, RevisionAsync, LoadAsync, city => city.Revision);
    }

    /// <summary>The city as it was when last asked for, without a look into the store; null before that.</summary>
    public City? Latest => _kept.Latest;

    /// <summary>The city as it is in the store now. Costs one primary-key read when nothing changed.</summary>
    public Task<City> CurrentAsync(CancellationToken cancellationToken = default) => _kept.CurrentAsync(cancellationToken);

    /// <summary>The same, over a context that has no transaction open.</summary>
    internal Task<City> CurrentAsync(CaseworkDb db, CancellationToken cancellationToken) => _kept.CurrentAsync(db, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();

    private static Task<long> RevisionAsync(CaseworkDb db, CancellationToken cancellationToken) =>
        db.CityRevisions.Select(r => r.Revision).SingleAsync(cancellationToken);

    private async Task<City> LoadAsync(CaseworkDb db, CancellationToken cancellationToken)
    {
        await ReadSnapshot.BeginAsync(db, cancellationToken);
        return new City(
            await RevisionAsync(db, cancellationToken),
            Ordered(await db.Areas.AsNoTracking().ToListAsync(cancellationToken), a => a.Code),
            Ordered(await db.Roads.AsNoTracking().ToListAsync(cancellationToken), r => r.Code),
            Ordered(await db.Components.AsNoTracking().ToListAsync(cancellationToken), c => c.Code),
            Ordered(await db.Departments.AsNoTracking().ToListAsync(cancellationToken), d => d.Code),
            await db.Responsibilities.AsNoTracking().OrderBy(r => r.Id).ToListAsync(cancellationToken),
            Ordered(await db.PlaceNames.AsNoTracking().ToListAsync(cancellationToken), p => p.Code),
            Calendar(
                await db.CalendarDays.AsNoTracking().ToListAsync(cancellationToken),
                await db.Seasons.AsNoTracking().ToListAsync(cancellationToken)));
    }

    /// <summary>In one order whatever database sorts, so that two hubs answer alike.</summary>
    private static List<T> Ordered<T>(List<T> rows, Func<T, string> code) => [.. rows.OrderBy(code, StringComparer.Ordinal)];

    private WorkingCalendar Calendar(List<CalendarDay> days, List<SeasonHours> seasons) => new(
        TimeZoneInfo.FindSystemTimeZoneById(_options.TimeZone),
        _options.WorkPeriods,
        days.ToDictionary(
            d => DateOnly.ParseExact(d.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture), d => d.Working),
        [.. seasons.Select(SeasonReader.Parse)]);
}
