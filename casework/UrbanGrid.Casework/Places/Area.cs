namespace UrbanGrid.Casework.Places;

/// <summary>A district, sub-district, community, unit grid or responsibility grid.</summary>
public sealed class Area
{
    /// <summary>Code; its length is fixed by the kind.</summary>
    public required string Code { get; set; }

    /// <summary>One of <see cref="AreaKind"/>.</summary>
    public required string Kind { get; set; }

    /// <summary>Name in Chinese; a unit grid's code.</summary>
    public required string NameZh { get; set; }

    /// <summary>Name in English; a unit grid's code.</summary>
    public required string NameEn { get; set; }

    /// <summary>Code of the area around it; null for a district.</summary>
    public string? ParentCode { get; set; }

    /// <summary>Responsibility grid of a unit grid; null for the other kinds.</summary>
    public string? ResponsibilityGrid { get; set; }

    /// <summary>GeoJSON geometry, Polygon or MultiPolygon, WGS-84.</summary>
    public required string Boundary { get; set; }
}
