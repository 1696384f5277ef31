using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;

namespace UrbanGrid.Casework.Evaluation;

/// <summary>One object of an evaluation.</summary>
/// <param name="Name">Code and name.</param>
/// <param name="AreaClass">Class of an area; null for everything else.</param>
/// <param name="Grids">Unit grids of an area, else 1: what counts are divided by before a table of steps.</param>
internal sealed record Subject(NamedCode Name, string? AreaClass = null, int Grids = 1);

/// <summary>Who and what is evaluated: what the city knows, and for people and unit grids whoever was counted.</summary>
internal static class Subjects
{
    public static IReadOnlyList<Subject> Of(EvaluatedKind kind, string level, City city, IEnumerable<string> counted) => kind switch
    {
        { IsPost: true } => [.. counted.Order(StringComparer.Ordinal).Select(id => new Subject(new NamedCode(id, id, id)))],
        { Key: EvaluatedKind.Departments } => [.. city.Departments.Values.Select(d => new Subject(new NamedCode(d.Code, d.NameZh, d.NameEn)))],
        _ => OfAreas(level, city, counted.ToHashSet()),
    };

    /// <summary>All areas of a level; of the thousands of unit grids only those in which something was counted.</summary>
    private static IReadOnlyList<Subject> OfAreas(string level, City city, HashSet<string> counted)
    {
        var grids = city.Areas.Where(a => a.Kind == AreaKind.UnitGrid)
            .ToLookup(grid => level == AreaKind.ResponsibilityGrid ? grid.ResponsibilityGrid ?? "" : grid.Code[..Digits(level)]);
        return
        [
            .. city.Areas.Where(a => a.Kind == level && (level != AreaKind.UnitGrid || counted.Contains(a.Code)))
                .Select(area =>
                {
                    var inside = grids[area.Code].ToList();
                    return new Subject(new NamedCode(area.Code, area.NameZh, area.NameEn), AreaClass.Of(inside), Math.Max(inside.Count, 1));
                }),
        ];
    }

    private static int Digits(string level) => level switch
    {
        AreaKind.District => 6,
        AreaKind.SubDistrict => 9,
        AreaKind.Community => 12,
        _ => 15,
    };
}
