using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace UrbanGrid.Casework.Places.Geocoding;

/// <summary>Where two named roads meet (路口).</summary>
internal sealed record RoadCrossing(RoadLine One, RoadLine Other, GroundPoint At)
{
    /// <summary>Crossings of all roads.</summary>
    public static IEnumerable<RoadCrossing> Of(IReadOnlyList<RoadLine> roads)
    {
        var tree = new STRtree<(int Index, Geometry Line)>();
        var lines = roads.Select(r => GeoJsonGeometry.Parse(r.Line)).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            tree.Insert(lines[i].EnvelopeInternal, (i, lines[i]));
        }

        tree.Build();
        for (var i = 0; i < lines.Count; i++)
        {
            foreach (var (j, line) in tree.Query(lines[i].EnvelopeInternal).Where(o => o.Index > i).OrderBy(o => o.Index))
            {
                if (roads[i].NameZh != roads[j].NameZh && lines[i].Intersection(line) is { IsEmpty: false } meeting)
                {
                    var at = meeting.Coordinates[0];
                    yield return new RoadCrossing(roads[i], roads[j], new GroundPoint(at.Y, at.X));
                }
            }
        }
    }
}
