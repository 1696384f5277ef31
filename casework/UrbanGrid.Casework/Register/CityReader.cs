using System.Globalization;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register.Topology;

namespace UrbanGrid.Casework.Register;

/// <summary>Reads a city's files into tables and checks that they fit together (docs/domain-sources.md §4).</summary>
internal sealed class CityReader(CityFiles files, CaseCatalogue catalogue, FaultList faults)
{
    private readonly Dictionary<string, Department> _departments = [];
    private IReadOnlyDictionary<string, AreaRecord> _areas = new Dictionary<string, AreaRecord>();

    /// <summary>The tables; they may be used only if no error was found.</summary>
    public CityTables Read()
    {
        _areas = new AreaReader(files, faults).Read();
        ReadDepartments();
        var tables = new CityTables(
            [.. _areas.Values.Select(r => r.Area)],
            ReadRoads(),
            new ComponentReader(files, catalogue, _areas, _departments, faults).Read(),
            [.. _departments.Values],
            ReadResponsibilities(),
            ReadCalendar(),
            new PlaceNameReader(files, faults).Read(),
            new SeasonReader(files, faults).Read());
        new TopologyCheck(_areas, faults).Run();
        return tables;
    }

    private List<RoadLine> ReadRoads()
    {
        const string File = CityFileNames.Roads;
        var roads = new Dictionary<string, RoadLine>();
        foreach (var feature in files.Features(File, "LineString"))
        {
            var road = new RoadLine
            {
                Code = feature["code"],
                NameZh = feature["name_zh"],
                NameEn = feature["name_en"],
                RoadClass = feature["class"],
                Line = feature.Geometry,
            };
            if (road.NameZh.Length == 0 || road.NameEn.Length == 0 || road.Code.Length == 0)
            {
                faults.Add(
                    CityFaultKind.Value, File, feature.Where,
                    "请填写 code、name_zh 和 name_en", "fill in code, name_zh and name_en");
            }
            else if (road.RoadClass is not ("main" or "secondary" or "lane"))
            {
                faults.Add(
                    CityFaultKind.Value, File, feature.Where,
                    $"class“{road.RoadClass}”应为 main、secondary 或 lane",
                    $"class '{road.RoadClass}' must be main, secondary or lane");
            }
            else if (!roads.TryAdd(road.Code, road))
            {
                faults.Add(
                    CityFaultKind.DuplicateCode, File, feature.Where,
                    $"编码 {road.Code} 重复；每条道路应有自己的编码",
                    $"code {road.Code} is used twice; give each road its own");
            }
        }

        return [.. roads.Values];
    }

    private void ReadDepartments()
    {
        const string File = CityFileNames.Departments;
        foreach (var row in files.Rows(File, "code", "name_zh", "name_en"))
        {
            var department = new Department { Code = row["code"], NameZh = row["name_zh"], NameEn = row["name_en"] };
            if (department.Code.Length == 0 || department.NameZh.Length == 0 || department.NameEn.Length == 0)
            {
                faults.Add(
                    CityFaultKind.Value, File, $"line {row.Line}",
                    "请填写 code、name_zh 和 name_en", "fill in code, name_zh and name_en");
            }
            else if (!_departments.TryAdd(department.Code, department))
            {
                faults.Add(
                    CityFaultKind.DuplicateCode, File, $"line {row.Line}",
                    $"编码 {department.Code} 重复", $"code {department.Code} is used twice");
            }
        }
    }

    private List<Responsibility> ReadResponsibilities()
    {
        const string File = CityFileNames.Responsibilities;
        var rows = new List<Responsibility>();
        foreach (var row in files.Rows(File, "category", "area", "department", "basis_zh", "basis_en"))
        {
            var prefix = row["category"].TrimEnd('*');
            if (row["category"].Length == 0
                || !catalogue.All.Any(c => c.Code.StartsWith(prefix, StringComparison.Ordinal)))
            {
                faults.Add(
                    CityFaultKind.Reference, File, $"line {row.Line}",
                    $"category“{row["category"]}”不包含任何类别；应写作 event/0110、event/01*、event/* 或 *",
                    $"category '{row["category"]}' covers no class; write event/0110, event/01*, event/* or *");
            }
            else if (row["area"] != "*" && !_areas.Keys.Any(a => a.StartsWith(row["area"], StringComparison.Ordinal)))
            {
                faults.Add(
                    CityFaultKind.Reference, File, $"line {row.Line}",
                    $"area“{row["area"]}”不包含本目录中的任何区域；应写编码或 *",
                    $"area '{row["area"]}' covers no area of this folder; write a code or *");
            }
            else if (!_departments.ContainsKey(row["department"]))
            {
                faults.Add(
                    CityFaultKind.Reference, File, $"line {row.Line}",
                    $"department“{row["department"]}”不在 departments.csv 中",
                    $"department '{row["department"]}' is not in departments.csv");
            }
            else
            {
                rows.Add(new Responsibility
                {
                    Category = row["category"],
                    Area = row["area"],
                    Department = row["department"],
                    BasisZh = row["basis_zh"],
                    BasisEn = row["basis_en"],
                });
            }
        }

        return rows;
    }

    private List<CalendarDay> ReadCalendar()
    {
        const string File = CityFileNames.Calendar;
        var days = new Dictionary<string, CalendarDay>();
        foreach (var row in files.Rows(File, "date", "working", "name_zh", "name_en"))
        {
            var day = new CalendarDay
            {
                Date = row["date"],
                Working = row["working"] == "yes",
                NameZh = row["name_zh"],
                NameEn = row["name_en"],
            };
            if (!DateOnly.TryParseExact(
                    day.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                || row["working"] is not ("yes" or "no"))
            {
                faults.Add(
                    CityFaultKind.Value, File, $"line {row.Line}",
                    "日期应写作 yyyy-MM-dd，working 应写 yes 或 no", "write the date as yyyy-MM-dd and working as yes or no");
            }
            else if (!days.TryAdd(day.Date, day))
            {
                faults.Add(
                    CityFaultKind.DuplicateCode, File, $"line {row.Line}", $"{day.Date} 重复", $"{day.Date} is listed twice");
            }
        }

        return [.. days.Values];
    }
}
