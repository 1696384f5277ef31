namespace UrbanGrid.Casework.Places;

/// <summary>The centre line of a named road, for addresses and the map.</summary>
public sealed class RoadLine
{
    /// <summary>Stable code.</summary>
    public required string Code { get; set; }

    /// <summary>Name in Chinese.</summary>
    public required string NameZh { get; set; }

    /// <summary>Name in English.</summary>
    public required string NameEn { get; set; }

    /// <summary><c>main</c>, <c>secondary</c> or <c>lane</c>.</summary>
    public required string RoadClass { get; set; }

    /// <summary>GeoJSON geometry, LineString, WGS-84.</summary>
    public required string Line { get; set; }
}
