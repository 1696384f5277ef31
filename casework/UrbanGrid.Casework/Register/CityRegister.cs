using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Clocks;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Register;

/// <summary>Keeps the current <see cref="City"/> at hand and notices when any hub has imported a newer one.</summary>
public sealed class CityRegister(IDbContextFactory<CaseworkDb> factory, CaseworkOptions options) : IDisposable
{
    private readonly SemaphoreSlim _loading = new(1, 1);
    private City? _current;

    /// <summary>The city as it was when last asked for, without a look into the store; null before that.</summary>
    public City? Latest => Volatile.Read(ref _current);

    /// <summary>The city as it is in the store now. Costs one primary-key read when nothing changed.</summary>
    public async Task<City> CurrentAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await CurrentAsync(db, cancellationToken);
    }

    /// <summary>The same, over a context that has no transaction open.</summary>
    internal async Task<City> CurrentAsync(CaseworkDb db, CancellationToken cancellationToken)
    {
        var revision = await RevisionAsync(db, cancellationToken);
        if (Volatile.Read(ref _current) is { } current && current.Revision == revision)
        {
            return current;
        }

        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (_current is null || _current.Revision != revision)
            {
                await using var snapshot = await factory.CreateDbContextAsync(cancellationToken);
                Volatile.Write(ref _current, await LoadAsync(snapshot, cancellationToken));
            }

            return _current!;
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _loading.Dispose();

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
        TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone),
        options.WorkPeriods,
        days.ToDictionary(
            d => DateOnly.ParseExact(d.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture), d => d.Working),
        [.. seasons.Select(SeasonReader.Parse)]);
}
