using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Register;

/// <summary>
/// Replaces the city's tables by those of a folder, all or nothing; importing the same folder again changes nothing.
/// The files are described in <c>deploy/sample-city/README.md</c>.
/// </summary>
public sealed class CityImport(IDbContextFactory<CaseworkDb> factory, CaseCatalogue catalogue)
{
    /// <summary>Reads, checks and stores the folder.</summary>
    /// <exception cref="CityImportException">Faults were found; each names file, place and what to change.</exception>
    public async Task<CityImportResult> LoadAsync(string folder, CancellationToken cancellationToken = default)
    {
        var faults = new FaultList();
        var tables = new CityReader(new CityFiles(folder, faults), catalogue, faults).Read();
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.CityRevisions.ExecuteUpdateAsync(
            r => r.SetProperty(x => x.Revision, x => x.Revision + 1), cancellationToken);
        await ReplaceAsync(db, tables.Areas, cancellationToken);
        await ReplaceAsync(db, tables.Roads, cancellationToken);
        await ReplaceAsync(db, tables.Components, cancellationToken);
        await ReplaceAsync(db, tables.Departments, cancellationToken);
        await ReplaceAsync(db, tables.Responsibilities, cancellationToken);
        await ReplaceAsync(db, tables.CalendarDays, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new CityImportResult(
            tables.Areas.Count(a => a.Kind == AreaKind.UnitGrid),
            tables.Areas.Count,
            tables.Roads.Count,
            tables.Components.Count,
            tables.Departments.Count,
            tables.Responsibilities.Count,
            tables.CalendarDays.Count);
    }

    private static async Task ReplaceAsync<T>(
        CaseworkDb db, IReadOnlyList<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        await db.Set<T>().ExecuteDeleteAsync(cancellationToken);
        db.Set<T>().AddRange(rows);
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }
}
