using NetTopologySuite.Geometries;

namespace UrbanGrid.Casework.Places.Division;

/// <summary>
/// Divides communities into unit grids (单元网格): none crosses a community (属地管理), together they fill it without gap or
/// overlap (无缝拼接), they follow roads and blocks where lines are given (现状管理), and are of about one size (负载均衡).
/// The same input always gives the same grids.
/// </summary>
public static class GridDivision
{
    /// <summary>Divides.</summary>
    /// <param name="communities">Communities; they do not overlap.</param>
    /// <param name="lines">GeoJSON lines or polygons that grids should not cross; may be empty.</param>
    /// <param name="rules">Size wanted.</param>
    /// <returns>Unit grids, by code.</returns>
    /// <exception cref="DivisionRefusedException">A community is so large that three digits do not number its grids.</exception>
    public static IReadOnlyList<UnitGridDraft> Divide(
        IReadOnlyList<CommunityOutline> communities, IReadOnlyList<string> lines, DivisionRules rules)
    {
        var shapes = communities.Select(c => GeoJsonGeometry.Parse(c.Boundary)).ToList();
        return shapes.Count == 0 ? [] : Divide(communities, shapes, [.. lines.Select(GeoJsonGeometry.Parse)], rules);
    }

    private static List<UnitGridDraft> Divide(
        IReadOnlyList<CommunityOutline> communities, List<Geometry> shapes, List<Geometry> lines, DivisionRules rules)
    {
        var around = new Envelope();
        shapes.ForEach(s => around.ExpandToInclude(s.EnvelopeInternal));
        var plane = new LocalPlane(around.Centre);

        // 1. Each community along its roads into blocks, each block into cells; in metres.
        var blocks = new BlockCutter(lines.Select(plane.ToPlane));
        var cutter = new CellCutter(rules);
        var cells = shapes.SelectMany(shape => blocks.Cut(plane.ToPlane(shape))).SelectMany(cutter.Cut).Select(plane.ToDegrees);

        // 2. One net of borders; 3. what is too small joins a neighbour.
        var faces = CellCoverage.Of(shapes, cells);
        var grids = new SliverMerge(faces, plane, rules.SliverShare * rules.TargetM2).Run();

        // 4. Numbers.
        var rowDegrees = rules.SideM / 2 / plane.NorthM;
        return
        [
            .. grids.GroupBy(g => g.Community).OrderBy(g => communities[g.Key].Code, StringComparer.Ordinal)
                .SelectMany(g => Number(communities[g.Key].Code, GridNumbers.InOrder(g.Select(x => x.Shape), rowDegrees))),
        ];
    }

    private static IEnumerable<UnitGridDraft> Number(string community, IReadOnlyList<Polygon> grids) => grids.Count > GridNumbers.Most
        ? throw new DivisionRefusedException(new LocalText(
            $"社区 {community} 需要 {grids.Count} 个单元网格，三位流水号最多 {GridNumbers.Most} 个；请加大边长（--side）或拆分社区",
            $"community {community} needs {grids.Count} unit grids, but three digits number {GridNumbers.Most}; choose a larger --side, or split the community"))
        : grids.Select((shape, i) => new UnitGridDraft(
            FormattableString.Invariant($"{community}{i + 1:000}"), community, GeoJsonText.Of(shape), Math.Round(GroundArea.M2(shape), 1)));
}
