using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Log;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Register;

/// <summary>
/// Replaces the city's tables by those of a folder, all or nothing; importing the same folder again changes nothing.
/// The files are described in <c>deploy/sample-city/README.md</c>.
/// </summary>
public sealed class CityImport(IDbContextFactory<CaseworkDb> factory, CatalogueRegister catalogues, CityExport export, TimeProvider time)
{
    private static readonly Dictionary<string, Func<byte[]>> Nothing = [];

    /// <summary>Reads, checks and stores a whole city.</summary>
    /// <exception cref="CityImportException">Faults were found; each names file, place and what to change.</exception>
    public async Task<CityImportResult> LoadAsync(string folder, CancellationToken cancellationToken = default)
    {
        var faults = new FaultList();
        var tables = new CityReader(new CityFiles(folder, Nothing, faults), await CatalogueAsync(cancellationToken), faults).Read();
        faults.ThrowIfAny();
        var entry = Entry(Actor.System, folder, Given(folder), Nothing);
        await StoreAsync(tables, CityFileNames.All, revision: null, entry, cancellationToken);
        return SizeOf(tables);
    }

    /// <summary>Reads and checks a whole city without storing anything; needs no database.</summary>
    public static CityImportReport Check(string folder, CaseCatalogue catalogue)
    {
        var faults = new FaultList();
        var tables = new CityReader(new CityFiles(folder, Nothing, faults), catalogue, faults).Read();
        return Report(false, Given(folder), tables, faults);
    }

    /// <summary>
    /// Puts some of a city's files in the place of its own, if the whole still fits together; the tables of the others stay.
    /// </summary>
    /// <param name="folder">Folder with one file of <see cref="CityFileNames"/> or more.</param>
    /// <param name="dryRun">True: only report.</param>
    /// <param name="by">Who imports, for the register log; null: the hub itself.</param>
    /// <param name="cancellationToken">Stops it; nothing is changed then.</param>
    /// <exception cref="CityChangedException">Somebody else imported meanwhile.</exception>
    public async Task<CityImportReport> MergeAsync(
        string folder, bool dryRun, Actor? by = null, CancellationToken cancellationToken = default)
    {
        var current = await export.ReadAsync(cancellationToken);
        var faults = new FaultList();
        var tables = new CityReader(new CityFiles(folder, current.Files, faults), await CatalogueAsync(cancellationToken), faults).Read();
        var given = Given(folder);
        var wanted = !dryRun && faults.ErrorCount == 0 && given.Count > 0;
        if (wanted)
        {
            var entry = Entry(by ?? Actor.System, folder, given, current.Files);
            await StoreAsync(tables, given, current.Revision, entry, cancellationToken);
        }

        return Report(wanted, given, tables, faults);
    }

    private async Task<CaseCatalogue> CatalogueAsync(CancellationToken cancellationToken) =>
        (await catalogues.CurrentAsync(cancellationToken)).At(time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>For the register log: which files came in the place of which, by their SHA-256.</summary>
    private RegisterLogRow Entry(Actor by, string folder, IReadOnlyList<string> given, IReadOnlyDictionary<string, Func<byte[]>> before)
    {
        var files = given.Select(f => $"{f} {Sha256Of(File.ReadAllBytes(Path.Combine(folder, f)))}").ToList();
        return RegisterLog.Entry(
            by,
            time.GetUtcNow().ToUnixTimeMilliseconds(),
            RegisterLog.City,
            "import",
            string.Join(", ", given),
            before.Count == 0 ? null : Sha256Of(given.Where(before.ContainsKey).Select(f => $"{f} {Sha256Of(before[f]())}")),
            Sha256Of(files),
            string.Join("; ", files));
    }

    private static string Sha256Of(IEnumerable<string> lines) => Sha256Of(Encoding.UTF8.GetBytes(string.Join('\n', lines)));

    private static string Sha256Of(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static List<string> Given(string folder) =>
        [.. CityFileNames.All.Where(f => File.Exists(Path.Combine(folder, f)))];

    private static CityImportReport Report(bool imported, List<string> given, CityTables tables, FaultList faults) => new(
        imported,
        given,
        faults.ErrorCount == 0 ? SizeOf(tables) : null,
        faults.ErrorCount,
        faults.Errors,
        faults.WarningCount,
        faults.Warnings);

    private async Task StoreAsync(
        CityTables tables, IReadOnlyList<string> files, long? revision, RegisterLogRow entry, CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var raised = await db.CityRevisions.Where(r => revision == null || r.Revision == revision)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.Revision, x => x.Revision + 1), cancellationToken);
        if (raised == 0)
        {
            throw new CityChangedException();
        }

        if (files.Any(f => f.EndsWith(".geojson", StringComparison.Ordinal) && f != CityFileNames.Roads))
        {
            await ReplaceAsync(db, tables.Areas, cancellationToken);

            // Which grid a component stands in follows the grids.
            await ReplaceAsync(db, tables.Components, cancellationToken);
        }
        else if (files.Contains(CityFileNames.Components))
        {
            await ReplaceAsync(db, tables.Components, cancellationToken);
        }

        await ReplaceIfGivenAsync(db, CityFileNames.Roads, tables.Roads);
        await ReplaceIfGivenAsync(db, CityFileNames.Places, tables.Places);
        await ReplaceIfGivenAsync(db, CityFileNames.Departments, tables.Departments);
        await ReplaceIfGivenAsync(db, CityFileNames.Responsibilities, tables.Responsibilities);
        await ReplaceIfGivenAsync(db, CityFileNames.Calendar, tables.CalendarDays);
        await ReplaceIfGivenAsync(db, CityFileNames.Seasons, tables.Seasons);
        await RegisterLog.AppendAsync(db, entry, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        Task ReplaceIfGivenAsync<T>(CaseworkDb context, string file, IReadOnlyList<T> rows)
            where T : class => files.Contains(file) ? ReplaceAsync(context, rows, cancellationToken) : Task.CompletedTask;
    }

    private static CityImportResult SizeOf(CityTables tables) => new(
        tables.Areas.Count(a => a.Kind == AreaKind.UnitGrid),
        tables.Areas.Count,
        tables.Roads.Count,
        tables.Components.Count,
        tables.Departments.Count,
        tables.Responsibilities.Count,
        tables.CalendarDays.Count,
        tables.Places.Count);

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
