using System.Globalization;
using NetTopologySuite.Index.Strtree;
using UrbanGrid.Casework.Places;

namespace UrbanGrid.Casework.Register;

/// <summary>Reads districts, sub-districts, communities and grids, and checks their codes (docs/domain-sources.md §4).</summary>
internal sealed class AreaReader(CityFiles files, FaultList faults)
{
    /// <summary>How far a written area may be from the measured one before it is told.</summary>
    private const double AreaTolerance = 0.02;

    private static readonly (string File, string Kind, int Digits, string? ParentKind)[] Files =
    [
        (CityFileNames.Districts, AreaKind.District, 6, null),
        (CityFileNames.SubDistricts, AreaKind.SubDistrict, 9, AreaKind.District),
        (CityFileNames.Communities, AreaKind.Community, 12, AreaKind.SubDistrict),
        (CityFileNames.ResponsibilityGrids, AreaKind.ResponsibilityGrid, 0, AreaKind.SubDistrict),
        (CityFileNames.UnitGrids, AreaKind.UnitGrid, 15, AreaKind.Community),
    ];

    private readonly Dictionary<string, AreaRecord> _areas = [];

    /// <summary>All areas that could be read, by code; parts after what they are parts of.</summary>
    public IReadOnlyDictionary<string, AreaRecord> Read()
    {
        foreach (var (file, kind, digits, parentKind) in Files)
        {
            Read(file, kind, digits, parentKind);
        }

        return _areas;
    }

    private void Read(string file, string kind, int digits, string? parentKind)
    {
        var patrols = kind == AreaKind.UnitGrid ? ResponsibilityGrids() : null;
        foreach (var feature in files.Features(file, "Polygon", "MultiPolygon"))
        {
            var area = AreaOf(feature, kind, parentKind, patrols);
            if (FaultOf(area, feature, digits, parentKind) is var (faultKind, zh, en))
            {
                faults.Add(faultKind, file, feature.Where, zh, en);
            }
            else if (_areas.TryGetValue(area.Code, out var other))
            {
                faults.Add(
                    CityFaultKind.DuplicateCode, file, feature.Where,
                    $"编码 {area.Code} 重复（{other.File} {other.Where}）；每个区域应有自己的编码",
                    $"code {area.Code} is used twice (also {other.File}, {other.Where}); give each area its own");
            }
            else
            {
                _areas.Add(area.Code, new AreaRecord(area, feature.Shape, file, feature.Where));
                CompareArea(area, feature, file);
            }
        }
    }

    private static Area AreaOf(CityFeature feature, string kind, string? parentKind, STRtree<AreaRecord>? patrols)
    {
        var isUnitGrid = kind == AreaKind.UnitGrid;
        return new Area
        {
            Code = feature["code"],
            Kind = kind,
            NameZh = isUnitGrid ? feature["code"] : feature["name_zh"],
            NameEn = isUnitGrid ? feature["code"] : feature["name_en"],
            ParentCode = parentKind is null ? null : feature["parent"],
            ResponsibilityGrid = isUnitGrid ? feature.Filled("responsibility") ?? Around(feature, patrols!) : null,
            AreaM2 = Math.Round(GroundArea.M2(feature.Shape), 1),
            InitialDate = feature.Filled("initial_date"),
            EndDate = feature.Filled("end_date"),
            LandUse = feature.Filled("land_use"),
            ManagementGrade = feature.Filled("grade"),
            Subject = feature.Filled("subject"),
            Note = feature.Filled("note"),
            Boundary = feature.Geometry,
        };
    }

    private (string Kind, string Zh, string En)? FaultOf(Area area, CityFeature feature, int digits, string? parentKind)
    {
        if (area.Code.Length == 0 || (digits > 0 && !FieldRules.IsDigits(area.Code, digits)))
        {
            return digits > 0
                ? (CityFaultKind.Value, $"编码“{area.Code}”应为 {digits} 位数字", $"code '{area.Code}' must be {digits} digits")
                : (CityFaultKind.Value, "请填写 code", $"code '{area.Code}' must be filled in");
        }

        if (area.NameZh.Length == 0 || area.NameEn.Length == 0)
        {
            return (CityFaultKind.Value, "请填写 name_zh 和 name_en", "fill in name_zh and name_en");
        }

        if (parentKind is not null && Kind(area.ParentCode) != parentKind)
        {
            return (CityFaultKind.Reference, $"parent“{area.ParentCode}”应为本目录中某个 {parentKind} 的编码",
                $"parent '{area.ParentCode}' must be the code of a {parentKind} of this folder");
        }

        if (digits > 0 && parentKind is not null && !area.Code.StartsWith(area.ParentCode!, StringComparison.Ordinal))
        {
            return (CityFaultKind.CodeOfParent, $"编码 {area.Code} 应以上级编码 {area.ParentCode} 开头",
                $"code {area.Code} must begin with its parent's, {area.ParentCode}");
        }

        if (area.Kind == AreaKind.UnitGrid && Kind(area.ResponsibilityGrid) != AreaKind.ResponsibilityGrid)
        {
            return (CityFaultKind.Reference,
                $"responsibility“{feature["responsibility"]}”应为本目录中某个责任网格的编码；留空则按位置查找，但此处没有责任网格",
                $"responsibility '{feature["responsibility"]}' must be the code of a responsibility grid of this folder; where it is empty, one must lie around the unit grid");
        }

        string[] dates = ["initial_date", "end_date"];
        var bad = dates.FirstOrDefault(d => feature.Filled(d) is { } text && FieldRules.Date(text) != text);
        return bad is null
            ? null
            : (CityFaultKind.Value, $"{bad}“{feature[bad]}”应写作 yyyy-MM-dd", $"{bad} '{feature[bad]}' must be written as yyyy-MM-dd");
    }

    private void CompareArea(Area area, CityFeature feature, string file)
    {
        if (feature.Filled("area_m2") is { } text
            && (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var written)
                || Math.Abs(written - area.AreaM2!.Value) > AreaTolerance * area.AreaM2.Value))
        {
            faults.Warn(new CityImportFault(CityFaultKind.Mismatch, file, feature.Where, new LocalText(
                $"area_m2 为“{text}”，按边界量算为 {area.AreaM2:F0} m²；采用量算值",
                $"area_m2 says '{text}', the boundary measures {area.AreaM2:F0} m²; the measured value is taken"))
            {
                AreaM2 = area.AreaM2,
            });
        }
    }

    private string? Kind(string? code) => code is null ? null : _areas.GetValueOrDefault(code)?.Area.Kind;

    private STRtree<AreaRecord> ResponsibilityGrids()
    {
        var tree = new STRtree<AreaRecord>();
        foreach (var record in _areas.Values.Where(r => r.Area.Kind == AreaKind.ResponsibilityGrid))
        {
            tree.Insert(record.Shape.EnvelopeInternal, record);
        }

        tree.Build();
        return tree;
    }

    private static string? Around(CityFeature feature, STRtree<AreaRecord> patrols)
    {
        var inside = feature.Shape.InteriorPoint;
        return patrols.Query(inside.EnvelopeInternal).Where(p => p.Shape.Covers(inside))
            .Select(p => p.Area.Code).Order(StringComparer.Ordinal).FirstOrDefault();
    }
}
