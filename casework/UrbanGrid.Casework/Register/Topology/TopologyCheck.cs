using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.Union;
using UrbanGrid.Casework.Places;

namespace UrbanGrid.Casework.Register.Topology;

/// <summary>
/// Do the parts of each area fill it, without overlap (无缝拼接), and does none lie outside (不跨社区)? An overlap and a part
/// outside are errors, a gap is a warning: a city may draw its grids street by street.
/// </summary>
internal sealed class TopologyCheck(IReadOnlyDictionary<string, AreaRecord> areas, FaultList faults)
{
    public void Run()
    {
        foreach (var (parent, kind) in Families())
        {
            Check(parent.Key, kind, [.. parent]);
        }

        foreach (var grid in areas.Values.Where(a => a.Area.ResponsibilityGrid is not null))
        {
            CheckPatrol(grid);
        }
    }

    /// <summary>Areas of one kind with one parent; districts have none and are checked against each other.</summary>
    private IEnumerable<(IGrouping<string?, AreaRecord> Parent, string Kind)> Families() => areas.Values
        .GroupBy(a => a.Area.Kind)
        .SelectMany(kind => kind.GroupBy(a => a.Area.ParentCode).Select(parent => (parent, kind.Key)));

    private void Check(string? parentCode, string kind, List<AreaRecord> parts)
    {
        var union = UnaryUnionOp.Union(parts.Select(p => p.Shape));
        var doubled = parts.Sum(p => GroundArea.M2(p.Shape)) - GroundArea.M2(union);
        if (doubled >= TopologyLimits.NoticedM2)
        {
            TellOverlaps(parts);
        }

        if (parentCode is null || !areas.TryGetValue(parentCode, out var parent))
        {
            return;
        }

        if (GroundArea.M2(Minus(union, parent.Shape)) >= TopologyLimits.NoticedM2)
        {
            TellOutside(parts, parent);
        }

        TellGaps(parent, kind, Minus(parent.Shape, union));
    }

    private void TellOverlaps(List<AreaRecord> parts)
    {
        var tree = new STRtree<(int Index, AreaRecord Record)>();
        for (var i = 0; i < parts.Count; i++)
        {
            tree.Insert(parts[i].Shape.EnvelopeInternal, (i, parts[i]));
        }

        tree.Build();
        for (var i = 0; i < parts.Count; i++)
        {
            foreach (var (_, other) in tree.Query(parts[i].Shape.EnvelopeInternal).Where(o => o.Index < i).OrderBy(o => o.Index))
            {
                var common = OverlayNGRobust.Overlay(parts[i].Shape, other.Shape, SpatialFunction.Intersection);
                Tell(CityFaultKind.Overlap, parts[i], common, TopologyLimits.ErrorM2, (m2, at) => new LocalText(
                    $"{parts[i].Area.Code} 与 {other.Area.Code}（{other.Where}）重叠 {m2:F0} m²，位于 {at}；请让两者共用一条边界",
                    $"{parts[i].Area.Code} overlaps {other.Area.Code} ({other.Where}) by {m2:F0} m² at {at}; let them share one border"));
            }
        }
    }

    private void TellOutside(List<AreaRecord> parts, AreaRecord parent)
    {
        foreach (var part in parts)
        {
            var outside = Minus(part.Shape, parent.Shape);
            Tell(CityFaultKind.OutsideParent, part, outside, TopologyLimits.ErrorM2, (m2, at) =>
                Neighbour(parent, at) is { } into
                    ? new LocalText(
                        $"{part.Area.Code} 跨越 {parent.Area.Code} 的边界，进入 {into.Area.Code} {m2:F0} m²，位于 {at}；请沿边界切开",
                        $"{part.Area.Code} crosses the boundary of {parent.Area.Code} into {into.Area.Code} with {m2:F0} m² at {at}; cut it along the boundary")
                    : new LocalText(
                        $"{part.Area.Code} 有 {m2:F0} m² 在其上级 {parent.Area.Code} 之外，位于 {at}；请沿上级边界修剪",
                        $"{part.Area.Code} lies outside its parent {parent.Area.Code} with {m2:F0} m² at {at}; trim it to the parent's boundary"));
        }
    }

    private void TellGaps(AreaRecord parent, string kind, Geometry open)
    {
        var gaps = Polygons(open)
            .Select(p => (Shape: p, M2: GroundArea.M2(p)))
            .Where(p => p.M2 >= TopologyLimits.NoticedM2)
            .OrderByDescending(p => p.M2)
            .ToList();
        foreach (var (shape, m2) in gaps.Take(TopologyLimits.GapsOfAnArea))
        {
            var at = Inside(shape);
            faults.Warn(new CityImportFault(CityFaultKind.Gap, parent.File, parent.Where, new LocalText(
                $"{parent.Area.Code} 有 {m2:F0} m² 不属于任何 {kind}，位于 {at}；请补画或扩展相邻区域",
                $"{m2:F0} m² of {parent.Area.Code} belong to no {kind}, at {at}; draw it, or extend a neighbour"))
            {
                At = at, AreaM2 = Math.Round(m2, 1),
            });
        }

        if (gaps.Count > TopologyLimits.GapsOfAnArea)
        {
            var rest = gaps.Skip(TopologyLimits.GapsOfAnArea).ToList();
            faults.Warn(new CityImportFault(CityFaultKind.Gap, parent.File, parent.Where, new LocalText(
                $"{parent.Area.Code} 另有 {rest.Count} 处空隙", $"{parent.Area.Code} has {rest.Count} more gaps"))
            {
                AreaM2 = Math.Round(rest.Sum(r => r.M2), 1),
            });
        }
    }

    /// <summary>A patrol that does not quite see a unit grid refuses no city: it is told, and the grid goes by what it names.</summary>
    private void CheckPatrol(AreaRecord grid)
    {
        var patrol = areas[grid.Area.ResponsibilityGrid!];
        var outside = Minus(grid.Shape, patrol.Shape);
        Tell(CityFaultKind.OutsideParent, grid, outside, double.PositiveInfinity, (m2, at) => new LocalText(
            $"单元网格 {grid.Area.Code} 有 {m2:F0} m² 在其责任网格 {patrol.Area.Code} 之外，位于 {at}；责任网格应由完整的单元网格组成",
            $"unit grid {grid.Area.Code} lies outside its responsibility grid {patrol.Area.Code} with {m2:F0} m² at {at}; a responsibility grid is made of whole unit grids"));
    }

    private void Tell(
        string kind, AreaRecord record, Geometry ground, double errorM2, Func<double, GroundPoint, LocalText> say)
    {
        var m2 = GroundArea.M2(ground);
        if (m2 < TopologyLimits.NoticedM2)
        {
            return;
        }

        var at = Inside(Polygons(ground).MaxBy(p => p.Area)!);
        var fault = new CityImportFault(kind, record.File, record.Where, say(m2, at)) { At = at, AreaM2 = Math.Round(m2, 1) };
        if (m2 >= errorM2)
        {
            faults.Add(fault);
        }
        else
        {
            faults.Warn(fault);
        }
    }

    private AreaRecord? Neighbour(AreaRecord parent, GroundPoint at)
    {
        var point = new Point(at.Lon, at.Lat);
        return areas.Values.FirstOrDefault(a =>
            a != parent && a.Area.Kind == parent.Area.Kind && a.Shape.EnvelopeInternal.Covers(point.Coordinate) && a.Shape.Covers(point));
    }

    private static Geometry Minus(Geometry a, Geometry b) => OverlayNGRobust.Overlay(a, b, SpatialFunction.Difference);

    private static IEnumerable<Polygon> Polygons(Geometry geometry) => geometry switch
    {
        Polygon polygon => [polygon],
        GeometryCollection parts => parts.Geometries.SelectMany(Polygons),
        _ => [],
    };

    private static GroundPoint Inside(Geometry shape) => shape.InteriorPoint is var p ? new GroundPoint(p.Y, p.X) : default;
}
