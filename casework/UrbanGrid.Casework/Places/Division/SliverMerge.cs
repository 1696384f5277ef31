using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;

namespace UrbanGrid.Casework.Places.Division;

/// <summary>Joins cells that are too small with a neighbour of the same community, the smallest first.</summary>
internal sealed class SliverMerge
{
    /// <summary>A neighbour with at least this share of the longest common border may be chosen; of those the smallest is.</summary>
    private const double GoodBorder = 0.5;

    private readonly List<(int Community, Polygon Face)> _faces;
    private readonly double _least;
    private readonly int[] _joined;
    private readonly double[] _areas;
    private readonly Dictionary<int, double>[] _borders;

    /// <param name="faces">Faces whose borders have the same positions on both sides.</param>
    /// <param name="plane">Measures borders.</param>
    /// <param name="least">What has fewer square metres is joined.</param>
    public SliverMerge(List<(int Community, Polygon Face)> faces, LocalPlane plane, double least)
    {
        _faces = faces;
        _least = least;
        _joined = [.. Enumerable.Range(0, faces.Count)];
        _areas = [.. faces.Select(f => GroundArea.M2(f.Face))];
        _borders = [.. faces.Select(_ => new Dictionary<int, double>())];
        FindBorders(plane);
    }

    public List<(int Community, Polygon Shape)> Run()
    {
        var small = new PriorityQueue<int, (double, int)>();
        foreach (var i in Enumerable.Range(0, _faces.Count).Where(i => _areas[i] < _least))
        {
            small.Enqueue(i, (_areas[i], i));
        }

        while (small.TryDequeue(out var sliver, out var priority))
        {
            // One that has been joined, or has grown since, stands in the queue anew or not at all.
            if (_joined[sliver] != sliver || priority.Item1 < _areas[sliver] || _borders[sliver].Count == 0)
            {
                continue;
            }

            var into = BestNeighbour(sliver);
            Join(sliver, into);
            if (_areas[into] < _least)
            {
                small.Enqueue(into, (_areas[into], into));
            }
        }

        return
        [
            .. Enumerable.Range(0, _faces.Count).GroupBy(Root).OrderBy(g => g.Key)
                .SelectMany(group => Union(group).Select(shape => (_faces[group.Key].Community, shape))),
        ];
    }

    private int BestNeighbour(int sliver)
    {
        var longest = _borders[sliver].Values.Max();
        return _borders[sliver].Where(b => b.Value >= GoodBorder * longest).MinBy(b => (_areas[b.Key], b.Key)).Key;
    }

    private void Join(int sliver, int into)
    {
        _joined[sliver] = into;
        _areas[into] += _areas[sliver];
        foreach (var (neighbour, metres) in _borders[sliver])
        {
            _borders[neighbour].Remove(sliver);
            if (neighbour != into)
            {
                _borders[into][neighbour] = _borders[into].GetValueOrDefault(neighbour) + metres;
                _borders[neighbour][into] = _borders[neighbour].GetValueOrDefault(into) + metres;
            }
        }
    }

    private int Root(int face)
    {
        while (_joined[face] != face)
        {
            face = _joined[face];
        }

        return face;
    }

    private IEnumerable<Polygon> Union(IEnumerable<int> faces)
    {
        Polygon[] shapes = [.. faces.Select(f => _faces[f].Face)];
        return shapes is [var only]
            ? [only]
            : BlockCutter.Polygons(CoverageUnion.Union(shapes[0].Factory.BuildGeometry([.. shapes])));
    }

    private void FindBorders(LocalPlane plane)
    {
        var sides = new Dictionary<(Coordinate, Coordinate), int>();
        for (var i = 0; i < _faces.Count; i++)
        {
            foreach (var ring in _faces[i].Face.InteriorRings.Prepend(_faces[i].Face.ExteriorRing))
            {
                foreach (var (from, to) in ring.Coordinates.Zip(ring.Coordinates.Skip(1)))
                {
                    if (!sides.TryAdd(CellCoverage.Ordered(from, to), i)
                        && sides[CellCoverage.Ordered(from, to)] is var other
                        && _faces[other].Community == _faces[i].Community)
                    {
                        var metres = plane.DistanceM(from, to);
                        _borders[i][other] = _borders[i].GetValueOrDefault(other) + metres;
                        _borders[other][i] = _borders[other].GetValueOrDefault(i) + metres;
                    }
                }
            }
        }
    }
}
