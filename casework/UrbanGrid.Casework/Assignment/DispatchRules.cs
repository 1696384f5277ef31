using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Register;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Assignment;

/// <summary>Which classes are dispatched without a dispatcher, and where (自动派遣). There are none until the city sets some.</summary>
public sealed class DispatchRules(IDbContextFactory<CaseworkDb> factory, CityRegister cities, CatalogueRegister catalogues, TimeProvider time)
{
    private const int Most = 500;

    /// <summary>All of them, by class and area.</summary>
    public async Task<IReadOnlyList<DispatchRule>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.DispatchRules.AsNoTracking().OrderBy(r => r.Category).ThenBy(r => r.Area)
            .Select(r => new DispatchRule(r.Id, r.Category, r.Area, r.SetBy, r.SetAt)).ToListAsync(cancellationToken);
    }

    /// <summary>Has cases of these classes in this area dispatched automatically from now on.</summary>
    /// <exception cref="CaseInputException">The pattern covers nothing, is set already, or there are too many.</exception>
    public async Task<DispatchRule> AddAsync(string? category, string? area, Actor by, CancellationToken cancellationToken = default)
    {
        var city = await cities.CurrentAsync(cancellationToken);
        var (classes, place) = CheckedPattern.Of(category, area, city, catalogues.InForce);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        if (await db.DispatchRules.AnyAsync(r => r.Category == classes && r.Area == place, cancellationToken))
        {
            throw CaseChecks.Wrong($"“{classes}”×“{place}”已设为自动派遣。", $"'{classes}' × '{place}' is dispatched automatically already.");
        }

        if (await db.DispatchRules.CountAsync(cancellationToken) >= Most)
        {
            throw CaseChecks.Wrong($"自动派遣规则最多 {Most} 条。", $"There may be at most {Most} rules of automatic dispatch.");
        }

        var row = new DispatchRuleRow { Category = classes, Area = place, SetBy = by.DisplayName, SetAt = time.GetUtcNow().ToUnixTimeMilliseconds() };
        db.DispatchRules.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        return new DispatchRule(row.Id, row.Category, row.Area, row.SetBy, row.SetAt);
    }

    /// <summary>Leaves these cases to dispatchers again.</summary>
    /// <returns>False if there is no rule of that number.</returns>
    public async Task<bool> RemoveAsync(long id, CancellationToken cancellationToken = default)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        return await db.DispatchRules.Where(r => r.Id == id).ExecuteDeleteAsync(cancellationToken) > 0;
    }
}
