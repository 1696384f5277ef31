using UrbanGrid.Casework.Places;

namespace UrbanGrid.Casework.Evaluation;

/// <summary>一类、二类区域: how closely an area is managed, which decides how many cases are many.</summary>
public static class AreaClass
{
    /// <summary>一类; also where the city says nothing.</summary>
    public const string First = "class_1";

    /// <summary>二类, and below.</summary>
    public const string Second = "class_2";

    private static readonly string[] FirstWords = ["一", "1", "A", "I"];

    /// <summary>Class of a unit grid, out of its management grade (管理等级).</summary>
    public static string Of(Area unitGrid) =>
        unitGrid.ManagementGrade is not { Length: > 0 } grade || FirstWords.Any(word => grade.Trim().StartsWith(word, StringComparison.OrdinalIgnoreCase) && !grade.Trim().StartsWith("II", StringComparison.OrdinalIgnoreCase))
            ? First
            : Second;

    /// <summary>Class of an area: that of most of its unit grids.</summary>
    public static string Of(IReadOnlyCollection<Area> unitGrids) =>
        unitGrids.Count(grid => Of(grid) == Second) * 2 > unitGrids.Count ? Second : First;
}
