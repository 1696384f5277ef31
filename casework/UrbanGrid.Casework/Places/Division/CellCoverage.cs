using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Noding;
using NetTopologySuite.Noding.Snapround;
using NetTopologySuite.Operation.Polygonize;

namespace UrbanGrid.Casework.Places.Division;

/// <summary>
/// Makes the borders of cells that were cut apart from each other into one net of lines, and takes its faces. So two
/// neighbours have the same positions on their border, also across communities: no gap, no overlap (无缝拼接).
/// </summary>
internal static class CellCoverage
{
    /// <summary>Positions are rounded to this part of a degree, about a tenth of a millimetre.</summary>
    private static readonly PrecisionModel Rounding = new(1e9);

    /// <summary>Faces of all cells, each with the community it lies in; in degrees.</summary>
    public static List<(int Community, Polygon Face)> Of(IReadOnlyList<Geometry> communities, IEnumerable<Geometry> cells)
    {
        var borders = communities.Concat(cells).SelectMany(Rings)
            .Select(ISegmentString (ring) => new NodedSegmentString(ring.Coordinates, null)).ToList();
        var noder = new SnapRoundingNoder(Rounding);
        noder.ComputeNodes(borders);
        var seen = new HashSet<(Coordinate, Coordinate)>();
        var polygonizer = new Polygonizer();
        foreach (var line in noder.GetNodedSubstrings())
        {
            foreach (var (from, to) in line.Coordinates.Zip(line.Coordinates.Skip(1)))
            {
                if (!from.Equals2D(to) && seen.Add(Ordered(from, to)))
                {
                    polygonizer.Add(new LineString([from, to]));
                }
            }
        }

        var around = new STRtree<int>();
        for (var i = 0; i < communities.Count; i++)
        {
            around.Insert(communities[i].EnvelopeInternal, i);
        }

        around.Build();
        return
        [
            .. polygonizer.GetPolygons().OfType<Polygon>()
                .Select(face => (Inside: face.InteriorPoint, Face: face))
                .SelectMany(f => around.Query(f.Inside.EnvelopeInternal).Where(c => communities[c].Covers(f.Inside))
                    .Order().Take(1).Select(c => (c, f.Face))),
        ];
    }

    /// <summary>A segment, the same in both directions.</summary>
    public static (Coordinate, Coordinate) Ordered(Coordinate a, Coordinate b) => a.CompareTo(b) < 0 ? (a, b) : (b, a);

    private static IEnumerable<LineString> Rings(Geometry geometry) => BlockCutter.Polygons(geometry)
        .SelectMany(polygon => polygon.InteriorRings.Prepend(polygon.ExteriorRing));
}
