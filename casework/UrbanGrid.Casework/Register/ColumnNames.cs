namespace UrbanGrid.Casework.Register;

/// <summary>
/// What columns are called in tables from elsewhere: the words of GB/T 30428.2's attribute tables, and the field names of
/// surveys after CJ/T 214 (docs/domain-sources.md §4).
/// </summary>
internal static class ColumnNames
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["标识码"] = "code", ["编码"] = "code", ["代码"] = "code", ["ObjID"] = "code",
        ["类别"] = "category", ["分类代码"] = "category",
        ["纬度"] = "lat", ["经度"] = "lon", ["latitude"] = "lat", ["longitude"] = "lon",
        ["名称"] = "name", ["部件名称"] = "name", ["ObjName"] = "name",
        ["中文名称"] = "name_zh", ["英文名称"] = "name_en", ["别名"] = "aliases",
        ["主管部门"] = "authority", ["主管部门代码"] = "authority", ["DeptCode1"] = "authority",
        ["权属单位"] = "owner", ["权属单位代码"] = "owner", ["DeptCode2"] = "owner",
        ["养护单位"] = "maintainer", ["养护单位代码"] = "maintainer", ["DeptCode3"] = "maintainer",
        ["所在单元网格"] = "unit_grid", ["单元网格"] = "unit_grid", ["BGID"] = "unit_grid",
        ["状态"] = "state", ["ObjState"] = "state",
        ["初始日期"] = "initial_date", ["ORDate"] = "initial_date",
        ["变更日期"] = "change_date", ["CHDate"] = "change_date",
        ["数据来源"] = "data_source", ["DataSource"] = "data_source",
        ["备注"] = "note",
    };

    /// <summary>The column's name here; its own if it is not known under another.</summary>
    public static string Of(string column) => Known.GetValueOrDefault(column, column);
}
