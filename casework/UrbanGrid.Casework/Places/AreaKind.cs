namespace UrbanGrid.Casework.Places;

/// <summary>Keys of the kinds of area, from large to small (docs/domain-sources.md §4).</summary>
public static class AreaKind
{
    /// <summary>区县: 6 digits.</summary>
    public const string District = "district";

    /// <summary>街道/镇: 9 digits.</summary>
    public const string SubDistrict = "sub_district";

    /// <summary>社区/村: 12 digits.</summary>
    public const string Community = "community";

    /// <summary>单元网格: 15 digits.</summary>
    public const string UnitGrid = "unit_grid";

    /// <summary>责任网格: the unit grids of one patrol; coded by the city.</summary>
    public const string ResponsibilityGrid = "responsibility_grid";
}
