using System.Globalization;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Tables;

namespace UrbanGrid.Casework.Register;

/// <summary>Reads a folder into tables and checks that they fit together (docs/domain-sources.md §4).</summary>
internal sealed class CityReader(CityFiles files, CaseCatalogue catalogue, FaultList faults)
{
    private static readonly (string File, string Kind, int Digits, string? ParentKind)[] AreaFiles =
    [
        ("districts.geojson", AreaKind.District, 6, null),
        ("sub-districts.geojson", AreaKind.SubDistrict, 9, AreaKind.District),
        ("communities.geojson", AreaKind.Community, 12, AreaKind.SubDistrict),
        ("responsibility-grids.geojson", AreaKind.ResponsibilityGrid, 0, AreaKind.SubDistrict),
        ("grids.geojson", AreaKind.UnitGrid, 15, AreaKind.Community),
    ];

    private readonly Dictionary<string, Area> _areas = [];
    private readonly Dictionary<string, Department> _departments = [];

    public CityTables Read()
    {
        foreach (var (file, kind, digits, parentKind) in AreaFiles)
        {
            ReadAreas(file, kind, digits, parentKind);
        }

        ReadDepartments();
        var tables = new CityTables(
            [.. _areas.Values],
            ReadRoads(),
            ReadComponents(),
            [.. _departments.Values],
            ReadResponsibilities(),
            ReadCalendar());
        faults.ThrowIfAny();
        return tables;
    }

    private void ReadAreas(string file, string kind, int digits, string? parentKind)
    {
        foreach (var feature in files.Features(file, "Polygon", "MultiPolygon"))
        {
            var area = new Area
            {
                Code = feature["code"],
                Kind = kind,
                NameZh = kind == AreaKind.UnitGrid ? feature["code"] : feature["name_zh"],
                NameEn = kind == AreaKind.UnitGrid ? feature["code"] : feature["name_en"],
                ParentCode = parentKind is null ? null : feature["parent"],
                ResponsibilityGrid = kind == AreaKind.UnitGrid ? feature["responsibility"] : null,
                Boundary = feature.Geometry,
            };
            if (FaultOf(area, digits, parentKind) is { } fault)
            {
                faults.Add(file, feature.Where, fault);
            }
            else if (!_areas.TryAdd(area.Code, area))
            {
                faults.Add(file, feature.Where, $"code {area.Code} is used twice; give each area its own");
            }
        }
    }

    private string? FaultOf(Area area, int digits, string? parentKind)
    {
        if (area.Code.Length == 0 || (digits > 0 && !IsDigits(area.Code, digits)))
        {
            return $"code '{area.Code}' must be {(digits > 0 ? $"{digits} digits" : "filled in")}";
        }

        if (area.NameZh.Length == 0 || area.NameEn.Length == 0)
        {
            return "fill in name_zh and name_en";
        }

        if (parentKind is not null && Kind(area.ParentCode) != parentKind)
        {
            return $"parent '{area.ParentCode}' must be the code of a {parentKind} of this folder";
        }

        if (digits > 0 && parentKind is not null && !area.Code.StartsWith(area.ParentCode!, StringComparison.Ordinal))
        {
            return $"code {area.Code} must begin with its parent's, {area.ParentCode}";
        }

        return area.ResponsibilityGrid is { } grid && Kind(grid) != AreaKind.ResponsibilityGrid
            ? $"responsibility '{grid}' must be the code of a responsibility grid of this folder"
            : null;
    }

    private string? Kind(string? code) => code is null ? null : _areas.GetValueOrDefault(code)?.Kind;

    private List<RoadLine> ReadRoads()
    {
        const string File = "roads.geojson";
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
                faults.Add(File, feature.Where, "fill in code, name_zh and name_en");
            }
            else if (road.RoadClass is not ("main" or "secondary" or "lane"))
            {
                faults.Add(File, feature.Where, $"class '{road.RoadClass}' must be main, secondary or lane");
            }
            else if (!roads.TryAdd(road.Code, road))
            {
                faults.Add(File, feature.Where, $"code {road.Code} is used twice; give each road its own");
            }
        }

        return [.. roads.Values];
    }

    private void ReadDepartments()
    {
        const string File = "departments.csv";
        foreach (var row in files.Rows(File, "code", "name_zh", "name_en"))
        {
            var department = new Department { Code = row["code"], NameZh = row["name_zh"], NameEn = row["name_en"] };
            if (department.Code.Length == 0 || department.NameZh.Length == 0 || department.NameEn.Length == 0)
            {
                faults.Add(File, $"line {row.Line}", "fill in code, name_zh and name_en");
            }
            else if (!_departments.TryAdd(department.Code, department))
            {
                faults.Add(File, $"line {row.Line}", $"code {department.Code} is used twice");
            }
        }
    }

    private List<CityComponent> ReadComponents()
    {
        const string File = "components.csv";
        var components = new Dictionary<string, CityComponent>();
        foreach (var row in files.Rows(File, "code", "category", "lat", "lon", "authority", "owner", "maintainer"))
        {
            if (FaultOf(row) is { } fault)
            {
                faults.Add(File, $"line {row.Line}", fault);
                continue;
            }

            var component = new CityComponent
            {
                Code = row["code"],
                Category = row["category"],
                Lat = Degrees(row["lat"], 90)!.Value,
                Lon = Degrees(row["lon"], 180)!.Value,
                Authority = row["authority"],
                Owner = row["owner"],
                Maintainer = row["maintainer"],
            };
            if (!components.TryAdd(component.Code, component))
            {
                faults.Add(File, $"line {row.Line}", $"code {component.Code} is used twice");
            }
        }

        return [.. components.Values];
    }

    private string? FaultOf(CsvRow row)
    {
        var code = row["code"];
        if (!IsDigits(code, 16))
        {
            return $"code '{code}' must be 16 digits: county, class, sequence";
        }

        if (catalogue.Find(row["category"]) is not { IsComponent: true } category)
        {
            return $"category '{row["category"]}' is not in the catalogue; write e.g. component/0103";
        }

        if (code.Substring(6, 4) != category.Digits)
        {
            return $"digits 7–10 of code {code} must be the class, {category.Digits}";
        }

        if (Degrees(row["lat"], 90) is null || Degrees(row["lon"], 180) is null)
        {
            return $"lat '{row["lat"]}' and lon '{row["lon"]}' must be WGS-84 degrees";
        }

        string[] columns = ["authority", "owner", "maintainer"];
        var unknown = columns.FirstOrDefault(column => !_departments.ContainsKey(row[column]));
        return unknown is null ? null : $"{unknown} '{row[unknown]}' is not in departments.csv";
    }

    private List<Responsibility> ReadResponsibilities()
    {
        const string File = "responsibilities.csv";
        var rows = new List<Responsibility>();
        foreach (var row in files.Rows(File, "category", "area", "department", "basis_zh", "basis_en"))
        {
            var prefix = row["category"].TrimEnd('*');
            if (row["category"].Length == 0
                || !catalogue.All.Any(c => c.Code.StartsWith(prefix, StringComparison.Ordinal)))
            {
                faults.Add(File, $"line {row.Line}",
                    $"category '{row["category"]}' covers no class; write event/0110, event/01*, event/* or *");
            }
            else if (row["area"] != "*" && !_areas.Keys.Any(a => a.StartsWith(row["area"], StringComparison.Ordinal)))
            {
                faults.Add(
                    File, $"line {row.Line}", $"area '{row["area"]}' covers no area of this folder; write a code or *");
            }
            else if (!_departments.ContainsKey(row["department"]))
            {
                faults.Add(File, $"line {row.Line}", $"department '{row["department"]}' is not in departments.csv");
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
        const string File = "calendar.csv";
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
                faults.Add(File, $"line {row.Line}", "write the date as yyyy-MM-dd and working as yes or no");
            }
            else if (!days.TryAdd(day.Date, day))
            {
                faults.Add(File, $"line {row.Line}", $"{day.Date} is listed twice");
            }
        }

        return [.. days.Values];
    }

    private static bool IsDigits(string text, int count) => text.Length == count && text.All(char.IsAsciiDigit);

    private static double? Degrees(string text, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && Math.Abs(value) <= most
            ? value
            : null;
}
