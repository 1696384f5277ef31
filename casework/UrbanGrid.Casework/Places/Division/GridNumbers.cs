using NetTopologySuite.Geometries;

namespace UrbanGrid.Casework.Places.Division;

/// <summary>
/// The order in which the unit grids of a community are numbered: rows from north to south, in a row from west to east
/// (docs/domain-sources.md §4).
/// </summary>
internal static class GridNumbers
{
    /// <summary>Largest sequence that three digits can write.</summary>
    public const int Most = 999;

    /// <param name="grids">Unit grids of one community, in degrees.</param>
    /// <param name="rowDegrees">Centres closer to the northernmost one than this, in degrees of latitude, are in its row.</param>
    public static IReadOnlyList<Polygon> InOrder(IEnumerable<Polygon> grids, double rowDegrees)
    {
        var rest = grids.Select(shape => (Shape: shape, Centre: shape.Centroid.Coordinate))
            .OrderByDescending(g => g.Centre.Y).ThenBy(g => g.Centre.X).ToList();
        var ordered = new List<Polygon>(rest.Count);
        for (var begin = 0; begin < rest.Count;)
        {
            var north = rest[begin].Centre.Y;
            var row = rest.Skip(begin).TakeWhile(g => north - g.Centre.Y < rowDegrees).ToList();
            ordered.AddRange(row.OrderBy(g => g.Centre.X).ThenByDescending(g => g.Centre.Y).Select(g => g.Shape));
            begin += row.Count;
        }

        return ordered;
    }
}
