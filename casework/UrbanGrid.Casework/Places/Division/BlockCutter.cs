using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Polygonize;

namespace UrbanGrid.Casework.Places.Division;

/// <summary>Cuts a community along the roads and blocks in it (现状管理), in metres; lines that end inside cut nothing.</summary>
internal sealed class BlockCutter
{
    private readonly STRtree<Geometry> _lines = new();

    public BlockCutter(IEnumerable<Geometry> lines)
    {
        foreach (var line in lines.Select(l => l is IPolygonal ? l.Boundary : l))
        {
            _lines.Insert(line.EnvelopeInternal, line);
        }

        _lines.Build();
    }

    public IEnumerable<Polygon> Cut(Geometry community)
    {
        var inside = _lines.Query(community.EnvelopeInternal);
        if (inside.Count == 0)
        {
            return Polygons(community);
        }

        var lines = community.Factory.BuildGeometry([.. inside]);
        var cuts = OverlayNGRobust.Overlay(OverlayNGRobust.Union(lines), community, SpatialFunction.Intersection);
        var network = OverlayNGRobust.Union(community.Factory.BuildGeometry([community.Boundary, .. Lines(cuts)]));
        var polygonizer = new Polygonizer();
        polygonizer.Add(network);
        return polygonizer.GetPolygons().OfType<Polygon>().Where(block => community.Covers(block.InteriorPoint)).ToList();
    }

    internal static IEnumerable<Polygon> Polygons(Geometry geometry) => geometry switch
    {
        Polygon { IsEmpty: false } polygon => [polygon],
        GeometryCollection parts => parts.Geometries.SelectMany(Polygons),
        _ => [],
    };

    private static IEnumerable<Geometry> Lines(Geometry geometry) => geometry switch
    {
        LineString { IsEmpty: false } line => [line],
        GeometryCollection parts => parts.Geometries.SelectMany(Lines),
        _ => [],
    };
}
