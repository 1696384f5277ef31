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

    /// <summary>Square metres, measured on the ellipsoid from the boundary.</summary>
    public double? AreaM2 { get; set; }

    /// <summary>初始日期: since when it has this boundary, <c>yyyy-MM-dd</c>.</summary>
    public string? InitialDate { get; set; }

    /// <summary>终止日期: until when, <c>yyyy-MM-dd</c>; null while it is in force.</summary>
    public string? EndDate { get; set; }

    /// <summary>用地分类代码: land-use code of a unit grid, as the city's plan has it.</summary>
    public string? LandUse { get; set; }

    /// <summary>管理等级: how closely a unit grid is managed, e.g. 一类.</summary>
    public string? ManagementGrade { get; set; }

    /// <summary>管理责任主体: who answers for a unit grid.</summary>
    public string? Subject { get; set; }

    /// <summary>备注.</summary>
    public string? Note { get; set; }

    /// <summary>GeoJSON geometry, Polygon or MultiPolygon, WGS-84.</summary>
    public required string Boundary { get; set; }
}
