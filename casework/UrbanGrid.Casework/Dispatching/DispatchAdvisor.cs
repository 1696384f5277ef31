using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Dispatching;

/// <summary>
/// Suggests departments (docs/domain-sources.md §1, §2.3). A ruling about the same comes first. Then components go to their owner and
/// after that to the matrix (先属主、后属地), events to whoever the matrix names for class and place and after that to the owner of
/// the component they are about (先属地、后属主); at the end stands the default unit. Of several rows of the matrix the closest wins:
/// the narrower class first, then the smaller area.
/// </summary>
internal sealed class DispatchAdvisor(
    IReadOnlyDictionary<string, CityComponent> components,
    IReadOnlyDictionary<string, Department> departments,
    IReadOnlyList<Responsibility> responsibilities)
{
    private const int MostAlternatives = 4;

    /// <summary>The strongest suggestion, with the others as alternatives; null: no rule names a department of this city.</summary>
    /// <param name="category">Class code.</param>
    /// <param name="componentCode">Component concerned.</param>
    /// <param name="gridCode">Unit grid.</param>
    /// <param name="rulings">Rulings about the same, the strongest first.</param>
    public DispatchSuggestion? Suggest(string category, string? componentCode, string? gridCode, IEnumerable<RulingRow> rulings)
    {
        var isComponent = category.StartsWith("component/", StringComparison.Ordinal);
        var matrix = ByMatrix(category, gridCode).ToLookup(s => s.Basis);
        var owner = ByOwner(componentCode).ToList();
        var all = rulings.Select(ByRuling).OfType<DispatchSuggestion>()
            .Concat(isComponent ? owner.Concat(matrix[DispatchBasis.Matrix]) : matrix[DispatchBasis.Matrix].Concat(owner))
            .Concat(matrix[DispatchBasis.Default])
            .DistinctBy(s => s.Department).Take(MostAlternatives + 1).ToList();
        return all.Count == 0 ? null : all[0] with { Alternatives = all[1..] };
    }

    private DispatchSuggestion? ByRuling(RulingRow ruling) => departments.TryGetValue(ruling.Department, out var department)
        ? new DispatchSuggestion(
            department.Code,
            new LocalText(department.NameZh, department.NameEn),
            new LocalText($"案件 {ruling.CaseNumber} 的裁决：{ruling.Basis}", $"Ruled in case {ruling.CaseNumber}: {ruling.Basis}"),
            DispatchBasis.Ruling) { CaseNumber = ruling.CaseNumber }
        : null;

    private IEnumerable<DispatchSuggestion> ByOwner(string? componentCode) =>
        componentCode is not null && components.TryGetValue(componentCode, out var component) && departments.TryGetValue(component.Owner, out var owner)
            ? [new DispatchSuggestion(
                owner.Code,
                new LocalText(owner.NameZh, owner.NameEn),
                new LocalText($"部件 {componentCode} 的权属单位", $"Owner of component {componentCode}"),
                DispatchBasis.Owner)]
            : [];

    private IEnumerable<DispatchSuggestion> ByMatrix(string category, string? gridCode) => responsibilities
        .Where(r => DispatchPattern.Covers(r.Category, category) && DispatchPattern.Covers(r.Area, gridCode))
        .Where(r => departments.ContainsKey(r.Department))
        .OrderByDescending(r => r.Category.Length)
        .ThenByDescending(r => r.Area.Length)
        .Select(r => new DispatchSuggestion(
            r.Department,
            new LocalText(departments[r.Department].NameZh, departments[r.Department].NameEn),
            new LocalText($"权责清单：{r.BasisZh}", $"Responsibility matrix: {r.BasisEn}"),
            DispatchPattern.IsEverything(r.Category, r.Area) ? DispatchBasis.Default : DispatchBasis.Matrix));
}
