namespace UrbanGrid.Casework.Places;

/// <summary>
/// A named point that addresses are found by (地理编码, GB/T 30428.3): a point of interest (兴趣点) or a house number
/// (门牌). Roads, areas and components have names of their own and need no such row.
/// </summary>
public sealed class PlaceName
{
    /// <summary>Stable code, the city's own.</summary>
    public required string Code { get; set; }

    /// <summary>One of <see cref="PlaceNameKind"/>: poi or address.</summary>
    public required string Kind { get; set; }

    /// <summary>Name in Chinese.</summary>
    public required string NameZh { get; set; }

    /// <summary>Name in English.</summary>
    public required string NameEn { get; set; }

    /// <summary>Other names people use, separated by semicolons; null for none.</summary>
    public string? Aliases { get; set; }

    /// <summary>WGS-84 degrees north.</summary>
    public double Lat { get; set; }

    /// <summary>WGS-84 degrees east.</summary>
    public double Lon { get; set; }
}
