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

    /// <summary>部件名称, where it has one of its own; null: it is called by its class.</summary>
    public string? Name { get; set; }

    /// <summary>所在单元网格: code of the unit grid it stands in, found from its place; null outside all of them.</summary>
    public string? UnitGrid { get; set; }

    /// <summary>部件状态, one of <see cref="ComponentState"/>.</summary>
    public string State { get; set; } = ComponentState.Intact;

    /// <summary>初始日期: when it was first surveyed, <c>yyyy-MM-dd</c>.</summary>
    public string? InitialDate { get; set; }

    /// <summary>变更日期: when it last changed, <c>yyyy-MM-dd</c>.</summary>
    public string? ChangeDate { get; set; }

    /// <summary>数据来源, e.g. 实测 (measured on site).</summary>
    public string? DataSource { get; set; }

    /// <summary>备注.</summary>
    public string? Note { get; set; }
}
