using System.Globalization;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Places.Division;
using UrbanGrid.Casework.Register.Topology;

namespace UrbanGrid.Casework.Register;

/// <summary>Divides a GeoJSON file of communities into one of unit grids.</summary>
/// <param name="communities">Path of the communities: Polygon or MultiPolygon with a <c>code</c> of 12 digits.</param>
public sealed class CommunityDivision(string communities)
{
    private readonly FaultList _faults = new();

    /// <summary>Paths of GeoJSON files with roads (LineString) or blocks (Polygon) that grids should not cross.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>Path of the responsibility grids; null: the grids name none, and an import finds it by place.</summary>
    public string? ResponsibilityGrids { get; init; }

    /// <summary>初始日期 of the grids.</summary>
    public DateOnly? InitialDate { get; init; }

    /// <summary>Size wanted.</summary>
    public DivisionRules Rules { get; init; } = new();

    /// <summary>Reads, checks and divides.</summary>
    /// <exception cref="CityImportException">A file has faults; each names file, place and what to change.</exception>
    /// <exception cref="DivisionRefusedException">The communities cannot be divided.</exception>
    public DividedCommunities Run()
    {
        var areas = ReadCommunities();
        var lines = Lines.SelectMany(f => Features(f, "LineString", "Polygon", "MultiPolygon")).Select(f => f.Geometry).ToList();
        var patrols = ResponsibilityGrids is { } path ? Features(path, "Polygon", "MultiPolygon") : [];
        new TopologyCheck(areas, _faults).Run();
        _faults.ThrowIfAny();

        var grids = GridDivision.Divide(
            [.. areas.Values.Select(a => new CommunityOutline(a.Area.Code, a.Area.Boundary))], lines, Rules);
        var sizes = grids.Select(g => g.AreaM2).Order().ToList();
        return new DividedCommunities(
            CityFileWriter.Areas(grids.Select(g => AreaOf(g, patrols))),
            areas.Count,
            grids.Count,
            sizes[0],
            sizes[sizes.Count / 2],
            sizes[^1],
            _faults.Warnings);
    }

    private Dictionary<string, AreaRecord> ReadCommunities()
    {
        var areas = new Dictionary<string, AreaRecord>();
        var file = Path.GetFileName(communities);
        foreach (var feature in Features(communities, "Polygon", "MultiPolygon"))
        {
            var code = feature["code"];
            var area = new Area { Code = code, Kind = AreaKind.Community, NameZh = code, NameEn = code, Boundary = feature.Geometry };
            if (!FieldRules.IsDigits(code, 12))
            {
                _faults.Add(
                    CityFaultKind.Value, file, feature.Where,
                    $"code“{code}”应为社区的 12 位编码", $"code '{code}' must be the 12 digits of a community");
            }
            else if (!areas.TryAdd(code, new AreaRecord(area, feature.Shape, file, feature.Where)))
            {
                _faults.Add(CityFaultKind.DuplicateCode, file, feature.Where, $"编码 {code} 重复", $"code {code} is used twice");
            }
        }

        if (areas.Count == 0 && _faults.ErrorCount == 0)
        {
            _faults.Add(CityFaultKind.File, file, "", "文件中没有社区", "there is no community in it");
        }

        return areas;
    }

    private Area AreaOf(UnitGridDraft grid, IReadOnlyList<CityFeature> patrols)
    {
        var inside = patrols.Count == 0 ? null : GeoJsonGeometry.Parse(grid.Boundary).InteriorPoint;
        return new Area
        {
            Code = grid.Code,
            Kind = AreaKind.UnitGrid,
            NameZh = grid.Code,
            NameEn = grid.Code,
            ParentCode = grid.Community,
            ResponsibilityGrid = patrols.FirstOrDefault(p => p.Shape.Covers(inside))?.Filled("code"),
            AreaM2 = grid.AreaM2,
            InitialDate = InitialDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Boundary = grid.Boundary,
        };
    }

    private IReadOnlyList<CityFeature> Features(string path, params string[] types) =>
        new CityFiles(Path.GetDirectoryName(Path.GetFullPath(path))!, new Dictionary<string, Func<byte[]>>(), _faults)
            .Features(Path.GetFileName(path), types);
}
