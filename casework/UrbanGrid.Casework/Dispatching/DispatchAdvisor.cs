using UrbanGrid.Casework.Places;

namespace UrbanGrid.Casework.Dispatching;

/// <summary>
/// Suggests a department (docs/domain-sources.md §1): components go to their owner first (先属主), events to whoever the
/// responsibility matrix names for the class and the place (先属地). Of several rows the closest wins: the narrower
/// class first, then the smaller area.
/// </summary>
internal sealed class DispatchAdvisor(
    IReadOnlyDictionary<string, CityComponent> components,
    IReadOnlyDictionary<string, Department> departments,
    IReadOnlyList<Responsibility> responsibilities)
{
    private const string Any = "*";

    public DispatchSuggestion? Suggest(string category, string? componentCode, string? gridCode) =>
        ByOwner(componentCode) ?? ByMatrix(category, gridCode);

    private DispatchSuggestion? ByOwner(string? componentCode)
    {
        if (componentCode is null
            || !components.TryGetValue(componentCode, out var component)
            || !departments.TryGetValue(component.Owner, out var owner))
        {
            return null;
        }

        return new DispatchSuggestion(owner.Code, new LocalText(owner.NameZh, owner.NameEn), new LocalText(
            $"部件 {componentCode} 的权属单位", $"Owner of component {componentCode}"));
    }

    private DispatchSuggestion? ByMatrix(string category, string? gridCode)
    {
        var row = responsibilities
            .Where(r => Covers(r.Category, category) && Covers(r.Area, gridCode))
            .Where(r => departments.ContainsKey(r.Department))
            .OrderByDescending(r => r.Category.Length)
            .ThenByDescending(r => r.Area.Length)
            .FirstOrDefault();
        if (row is null)
        {
            return null;
        }

        var department = departments[row.Department];
        return new DispatchSuggestion(
            department.Code,
            new LocalText(department.NameZh, department.NameEn),
            new LocalText($"权责清单：{row.BasisZh}", $"Responsibility matrix: {row.BasisEn}"));
    }

    /// <summary>An area covers every code that begins with it; a class ending in * likewise.</summary>
    private static bool Covers(string pattern, string? value) =>
        pattern == Any || (value is not null && value.StartsWith(pattern.TrimEnd('*'), StringComparison.Ordinal));
}
