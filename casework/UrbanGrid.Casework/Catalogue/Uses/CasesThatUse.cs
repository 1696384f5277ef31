using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Catalogue.Uses;

/// <summary>Open cases; those that are over keep the version they were filed by.</summary>
internal sealed class CasesThatUse(IDbContextFactory<CaseworkDb> factory) : IClassUser
{
    public async Task<IReadOnlyList<ClassUse>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        var open = await db.Cases.Where(c => c.Phase == CaseState.OpenPhase).GroupBy(c => c.Category)
            .Select(g => new { Category = g.Key, Count = g.Count(), First = g.Min(c => c.Number) })
            .ToListAsync(cancellationToken);
        return [.. open.Select(g => new ClassUse("case", g.Category, new LocalText(g.First!, g.First!)) { Count = g.Count })];
    }
}
