namespace UrbanGrid.Casework.Places;

/// <summary>Keys of what a name found by geocoding belongs to.</summary>
public static class PlaceNameKind
{
    /// <summary>兴趣点: a school, a market, a shop.</summary>
    public const string Poi = "poi";

    /// <summary>门牌: a house number of a road.</summary>
    public const string Address = "address";

    /// <summary>道路: its centre line.</summary>
    public const string Road = "road";

    /// <summary>路口: where two named roads cross.</summary>
    public const string Crossing = "crossing";

    /// <summary>A district, sub-district, community or responsibility grid.</summary>
    public const string Area = "area";

    /// <summary>单元网格, by its code.</summary>
    public const string UnitGrid = "unit_grid";

    /// <summary>部件, by its code or, where it has one, its name.</summary>
    public const string Component = "component";
}
