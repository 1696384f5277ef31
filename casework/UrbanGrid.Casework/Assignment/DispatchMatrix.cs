using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Assignment;

/// <summary>
/// The responsibility matrix (权责清单), row by row: who answers for which classes where. It belongs to the city's tables, so every
/// change makes a new revision of the city, which every hub notices, and an import of <c>responsibilities.csv</c> replaces it.
/// </summary>
public sealed class DispatchMatrix(IDbContextFactory<CaseworkDb> factory, CityRegister cities, CatalogueRegister catalogues)
{
    private const int MaxBasis = 500;

    /// <summary>All rows, in the order of the file they came from, new ones at the end.</summary>
    public async Task<IReadOnlyList<Responsibility>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.Responsibilities.AsNoTracking().OrderBy(r => r.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Adds a row.</summary>
    /// <exception cref="CaseInputException">It cannot be used, or the matrix has one for the same classes and area.</exception>
    public Task<Responsibility?> AddAsync(MatrixRow row, CancellationToken cancellationToken = default) => SaveAsync(null, row, cancellationToken);

    /// <summary>Changes a row.</summary>
    /// <returns>The row; null if there is none of that number any more.</returns>
    /// <inheritdoc cref="AddAsync" path="/exception"/>
    public Task<Responsibility?> ChangeAsync(long id, MatrixRow row, CancellationToken cancellationToken = default) => SaveAsync(id, row, cancellationToken);

    /// <summary>Takes a row out.</summary>
    /// <returns>False if there is none of that number.</returns>
    public async Task<bool> RemoveAsync(long id, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await RaiseRevisionAsync(db, cancellationToken);
        var removed = await db.Responsibilities.Where(r => r.Id == id).ExecuteDeleteAsync(cancellationToken);
        if (removed > 0)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return removed > 0;
    }

    private async Task<Responsibility?> SaveAsync(long? id, MatrixRow row, CancellationToken cancellationToken)
    {
        var city = await cities.CurrentAsync(cancellationToken);
        var (category, area) = CheckedPattern.Of(row.Category, row.Area, city, catalogues.InForce);
        var department = KnownDepartment(row.Department, city);
        var (zh, en) = (Basis(row.Basis?.Zh), Basis(row.Basis?.En));
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // The revision first: it is what keeps two who change the matrix apart.
        await RaiseRevisionAsync(db, cancellationToken);
        if (await db.Responsibilities.AnyAsync(r => r.Category == category && r.Area == area && r.Id != id, cancellationToken))
        {
            throw CaseChecks.Wrong(
                $"权责清单中已有“{category}”×“{area}”一行，请修改那一行。", $"The matrix has a row for '{category}' × '{area}' already; change that one.");
        }

        var stored = id is null ? NewRow(db) : await db.Responsibilities.SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
        if (stored is null)
        {
            return null;
        }

        (stored.Category, stored.Area, stored.Department, stored.BasisZh, stored.BasisEn) = (category, area, department, zh, en);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return stored;
    }

    private static Responsibility NewRow(CaseworkDb db)
    {
        var row = new Responsibility { Category = "", Area = "", Department = "", BasisZh = "", BasisEn = "" };
        db.Responsibilities.Add(row);
        return row;
    }

    private static Task<int> RaiseRevisionAsync(CaseworkDb db, CancellationToken cancellationToken) =>
        db.CityRevisions.ExecuteUpdateAsync(r => r.SetProperty(x => x.Revision, x => x.Revision + 1), cancellationToken);

    private static string KnownDepartment(string? code, City city) => code is not null && city.Departments.ContainsKey(code)
        ? code
        : throw CaseChecks.Wrong(
            $"没有代码为“{code}”的部门；可用：{string.Join("、", city.Departments.Keys)}。",
            $"There is no department '{code}'; use one of: {string.Join(", ", city.Departments.Keys)}.");

    private static string Basis(string? text)
    {
        CaseChecks.Text(text);
        return text?.Trim() is { Length: > 0 and <= MaxBasis } basis
            ? basis
            : throw CaseChecks.Wrong($"依据的中英文各需 1–{MaxBasis} 个字符。", $"The basis needs 1 to {MaxBasis} characters in either language.");
    }
}
