namespace UrbanGrid.Casework.Places;

/// <summary>A managed object in the street (部件) with its three departments (docs/domain-sources.md §2.3, §4).</summary>
public sealed class CityComponent
{
    /// <summary>16 digits: county, class, sequence (部件标识码).</summary>
    public required string Code { get; set; }

    /// <summary>Class code, e.g. <c>component/0103</c>.</summary>
    public required string Category { get; set; }

    /// <summary>WGS-84 degrees north.</summary>
    public double Lat { get; set; }

    /// <summary>WGS-84 degrees east.</summary>
    public double Lon { get; set; }

    /// <summary>主管部门: the authority.</summary>
    public required string Authority { get; set; }

    /// <summary>权属单位: the owner; cases go there first.</summary>
    public required string Owner { get; set; }

    /// <summary>养护单位: the maintainer.</summary>
    public required string Maintainer { get; set; }
}
