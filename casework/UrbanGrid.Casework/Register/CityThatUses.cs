using UrbanGrid.Casework.Catalogue.Uses;

namespace UrbanGrid.Casework.Register;

/// <summary>Components (部件) and rows of the responsibility matrix (权责清单).</summary>
internal sealed class CityThatUses(CityRegister cities) : IClassUser
{
    public async Task<IReadOnlyList<ClassUse>> ListAsync(CancellationToken cancellationToken)
    {
        var city = await cities.CurrentAsync(cancellationToken);
        var components = city.Components.Values.GroupBy(c => c.Category).Select(g =>
            new ClassUse("component", g.Key, new LocalText(g.First().Code, g.First().Code)) { Count = g.Count() });
        var responsibilities = city.Responsibilities.Select(r => new ClassUse(
            "responsibility", r.Category, new LocalText($"{r.Department}：{r.BasisZh}", $"{r.Department}: {r.BasisEn}")));
        return [.. components, .. responsibilities];
    }
}
