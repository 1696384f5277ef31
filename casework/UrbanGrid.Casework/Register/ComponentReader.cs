using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Tables;

namespace UrbanGrid.Casework.Register;

/// <summary>Reads components (部件) and checks them against classes, departments and grids (docs/domain-sources.md §4).</summary>
internal sealed class ComponentReader(
    CityFiles files,
    CaseCatalogue catalogue,
    IReadOnlyDictionary<string, AreaRecord> areas,
    IReadOnlyDictionary<string, Department> departments,
    FaultList faults)
{
    private const string File = CityFileNames.Components;
    private static readonly string[] DepartmentColumns = ["authority", "owner", "maintainer"];
    private static readonly string[] DateColumns = ["initial_date", "change_date"];

    private readonly UnitGridLookup _grids = new(areas.Values);

    private readonly HashSet<string> _counties =
        [.. areas.Values.Where(a => a.Area.Kind == AreaKind.District).Select(a => a.Area.Code)];

    public List<CityComponent> Read()
    {
        var components = new Dictionary<string, CityComponent>();
        foreach (var row in files.Rows(File, ["code", "category", "lat", "lon", .. DepartmentColumns]))
        {
            var where = $"line {row.Line}";
            if (FaultOf(row) is var (kind, zh, en))
            {
                faults.Add(kind, File, where, zh, en);
                continue;
            }

            var component = ComponentOf(row);
            if (!components.TryAdd(component.Code, component))
            {
                faults.Add(
                    CityFaultKind.DuplicateCode, File, where,
                    $"编码 {component.Code} 重复", $"code {component.Code} is used twice");
                continue;
            }

            CompareGrid(component, row["unit_grid"], where);
        }

        return [.. components.Values];
    }

    private CityComponent ComponentOf(CsvRow row)
    {
        var (lat, lon) = (FieldRules.Degrees(row["lat"], 90)!.Value, FieldRules.Degrees(row["lon"], 180)!.Value);
        return new CityComponent
        {
            Code = row["code"],
            Category = row["category"],
            Lat = lat,
            Lon = lon,
            Authority = row["authority"],
            Owner = row["owner"],
            Maintainer = row["maintainer"],
            Name = row.Filled("name"),
            UnitGrid = _grids.Find(lat, lon),
            State = row.Filled("state") is { } state ? ComponentState.Read(state)! : ComponentState.Intact,
            InitialDate = FieldRules.Date(row["initial_date"]),
            ChangeDate = FieldRules.Date(row["change_date"]),
            DataSource = row.Filled("data_source"),
            Note = row.Filled("note"),
        };
    }

    private (string Kind, string Zh, string En)? FaultOf(CsvRow row)
    {
        var code = row["code"];
        if (!FieldRules.IsDigits(code, 16))
        {
            return (CityFaultKind.Value, $"标识码“{code}”应为 16 位数字：区县、大类小类、流水号",
                $"code '{code}' must be 16 digits: county, class, sequence");
        }

        if (catalogue.Find(row["category"]) is not { IsComponent: true } category)
        {
            return (CityFaultKind.Reference, $"类别“{row["category"]}”不在分类表中；应写作如 component/0103",
                $"category '{row["category"]}' is not in the catalogue; write e.g. component/0103");
        }

        if (code.Substring(6, 4) != category.Digits)
        {
            return (CityFaultKind.Value, $"标识码 {code} 的第 7–10 位应为类别 {category.Digits}",
                $"digits 7–10 of code {code} must be the class, {category.Digits}");
        }

        if (!_counties.Contains(code[..6]))
        {
            return (CityFaultKind.CodeOfParent, $"标识码 {code} 的前 6 位应为本目录中某个区县的编码：{string.Join("、", _counties.Order(StringComparer.Ordinal))}",
                $"digits 1–6 of code {code} must be the code of a district of this folder: {string.Join(", ", _counties.Order(StringComparer.Ordinal))}");
        }

        if (FieldRules.Degrees(row["lat"], 90) is null || FieldRules.Degrees(row["lon"], 180) is null)
        {
            return (CityFaultKind.Value, $"lat“{row["lat"]}”和 lon“{row["lon"]}”应为 WGS-84 度数",
                $"lat '{row["lat"]}' and lon '{row["lon"]}' must be WGS-84 degrees");
        }

        if (Array.Find(DepartmentColumns, column => !departments.ContainsKey(row[column])) is { } unknown)
        {
            return (CityFaultKind.Reference, $"{unknown}“{row[unknown]}”不在 departments.csv 中",
                $"{unknown} '{row[unknown]}' is not in departments.csv");
        }

        if (row.Filled("state") is { } state && ComponentState.Read(state) is null)
        {
            return (CityFaultKind.Value, $"状态“{state}”应为 {string.Join("、", ComponentState.Names.Values.Select(n => n.Zh))}",
                $"state '{state}' must be one of {string.Join(", ", ComponentState.Names.Keys)}");
        }

        return Array.Find(DateColumns, c => row.Filled(c) is { } text && FieldRules.Date(text) is null) is { } bad
            ? (CityFaultKind.Value, $"{bad}“{row[bad]}”应写作 yyyy-MM-dd", $"{bad} '{row[bad]}' must be written as yyyy-MM-dd")
            : null;
    }

    private void CompareGrid(CityComponent component, string written, string where)
    {
        var at = new GroundPoint(component.Lat, component.Lon);
        if (component.UnitGrid is null)
        {
            faults.Warn(
                CityFaultKind.Mismatch, File, where,
                $"部件 {component.Code} 不在任何单元网格内（{at}）；请核对坐标，或补充网格",
                $"component {component.Code} stands in no unit grid ({at}); check its place, or draw the grid", at);
        }
        else if (written.Length > 0 && written != component.UnitGrid)
        {
            faults.Warn(
                CityFaultKind.Mismatch, File, where,
                $"部件 {component.Code} 写在单元网格 {written} 中，但其坐标位于 {component.UnitGrid}；采用坐标所在网格",
                $"component {component.Code} is written down for unit grid {written}, but stands in {component.UnitGrid}; the latter is taken",
                at);
        }
    }
}
