using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Register;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Assignment;

/// <summary>
/// Knowledge base of rulings (裁决): each is kept with its place, component and class, and is suggested for the next case about the same
/// until somebody ends it, for instance because a street has got another owner.
/// </summary>
public sealed class RulingBook(IDbContextFactory<CaseworkDb> factory, CityRegister cities, CatalogueRegister catalogues, TimeProvider time)
{
    /// <summary>Rulings, the newest first.</summary>
    /// <param name="ended">Whether those that count no more are among them.</param>
    /// <param name="skip">So many are left out.</param>
    /// <param name="take">So many at most.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<Ruling>> ListAsync(bool ended, int skip, int take, CancellationToken cancellationToken = default)
    {
        var city = await cities.CurrentAsync(cancellationToken);
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var rows = await db.Rulings.AsNoTracking().Where(r => ended || r.EndedAt == null)
            .OrderByDescending(r => r.Id).Skip(skip).Take(take).ToListAsync(cancellationToken);
        return [.. rows.Select(r => Of(r, city))];
    }

    /// <summary>Ends a ruling: it is kept, and suggested no more.</summary>
    /// <returns>The ruling; null if there is none of that number.</returns>
    /// <exception cref="CaseInputException">Without a reason, or it was ended before.</exception>
    public async Task<Ruling?> EndAsync(long id, string? reason, Actor by, CancellationToken cancellationToken = default)
    {
        CaseChecks.Text(reason);
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw CaseChecks.Wrong("请写明裁决终止的理由。", "Say why the ruling ends.");
        }

        var (now, why) = (time.GetUtcNow().ToUnixTimeMilliseconds(), reason.Trim());
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var changed = await db.Rulings.Where(r => r.Id == id && r.EndedAt == null).ExecuteUpdateAsync(
            r => r.SetProperty(x => x.EndedAt, now).SetProperty(x => x.EndedBy, by.DisplayName).SetProperty(x => x.EndReason, why), cancellationToken);
        var row = await db.Rulings.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
        if (row is not null && changed == 0)
        {
            throw CaseChecks.Wrong($"该裁决已由{row.EndedBy}终止。", $"The ruling was ended by {row.EndedBy} before.");
        }

        return row is null ? null : Of(row, await cities.CurrentAsync(cancellationToken));
    }

    private Ruling Of(RulingRow row, City city) => new()
    {
        Id = row.Id,
        CaseNumber = row.CaseNumber,
        Category = NamedCode.Of(row.Category, catalogues.Latest.NameOf(row.Category)),
        ComponentCode = row.ComponentCode,
        GridCode = row.GridCode,
        Department = city.Departments.TryGetValue(row.Department, out var known)
            ? new NamedCode(known.Code, known.NameZh, known.NameEn)
            : new NamedCode(row.Department, row.Department, row.Department),
        Basis = row.Basis,
        RuledBy = row.RuledBy,
        RuledAt = row.RuledAt,
        EndedAt = row.EndedAt,
        EndedBy = row.EndedBy,
        EndReason = row.EndReason,
    };
}
