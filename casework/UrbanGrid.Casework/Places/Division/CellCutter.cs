using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace UrbanGrid.Casework.Places.Division;

/// <summary>
/// Cuts one block, in metres, into cells of about the size wanted: strips of equal height from north to south, each into
/// cells of equal area from west to east (负载均衡), along the block's own sides where it has a direction.
/// </summary>
internal sealed class CellCutter(DivisionRules rules)
{
    /// <summary>A block that fills its smallest rectangle at least so far is cut along the sides of that rectangle.</summary>
    private const double HasDirection = 0.75;

    /// <summary>Halvings that find a cut: from a kilometre to a micrometre.</summary>
    private const int Halvings = 30;

    public IEnumerable<Polygon> Cut(Polygon block)
    {
        var wanted = CellsIn(block.Area);
        if (wanted == 1)
        {
            return [block];
        }

        var centre = block.Centroid.Coordinate;
        var angle = DirectionOf(block);
        var upright = AffineTransformation.RotationInstance(-angle, centre.X, centre.Y).Transform(block);
        var back = AffineTransformation.RotationInstance(angle, centre.X, centre.Y);
        return Strips(upright, wanted).SelectMany(Columns).Select(cell => (Polygon)back.Transform(cell)).ToList();
    }

    private int CellsIn(double m2) => Math.Max(1, (int)Math.Round(m2 / rules.TargetM2));

    private static IEnumerable<Polygon> Strips(Geometry block, int wanted)
    {
        var box = block.EnvelopeInternal;
        var count = Math.Clamp((int)Math.Round(box.Height / Math.Sqrt(block.Area / wanted)), 1, wanted);
        var height = box.Height / count;
        return Enumerable.Range(0, count).SelectMany(i =>
            Within(block, new Envelope(box.MinX, box.MaxX, box.MinY + (i * height), box.MinY + ((i + 1) * height))));
    }

    private IEnumerable<Polygon> Columns(Polygon strip)
    {
        var count = CellsIn(strip.Area);
        if (count == 1)
        {
            return [strip];
        }

        var box = strip.EnvelopeInternal;
        var cuts = Enumerable.Range(1, count - 1).Select(i => CutAt(strip, strip.Area * i / count));
        double[] edges = [box.MinX, .. cuts, box.MaxX];
        return Enumerable.Range(0, count).SelectMany(i =>
            Within(strip, new Envelope(edges[i], edges[i + 1], box.MinY, box.MaxY)));
    }

    private static double CutAt(Polygon strip, double areaWest)
    {
        var (west, east) = (strip.EnvelopeInternal.MinX, strip.EnvelopeInternal.MaxX);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (west + east) / 2;
            if (AreaWestOf(strip, middle) < areaWest)
            {
                west = middle;
            }
            else
            {
                east = middle;
            }
        }

        return (west + east) / 2;
    }

    /// <summary>Square metres of a polygon west of a line, by clipping each ring (Sutherland and Hodgman).</summary>
    private static double AreaWestOf(Polygon polygon, double x) =>
        RingAreaWestOf(polygon.ExteriorRing, x) - polygon.InteriorRings.Sum(ring => RingAreaWestOf(ring, x));

    private static double RingAreaWestOf(LineString ring, double x)
    {
        var positions = ring.CoordinateSequence;
        var (sum, first, last) = (0.0, default((double X, double Y)?), (X: 0.0, Y: 0.0));
        for (var i = 1; i < positions.Count; i++)
        {
            var from = (X: positions.GetX(i - 1), Y: positions.GetY(i - 1));
            var to = (X: positions.GetX(i), Y: positions.GetY(i));
            if (from.X <= x != to.X <= x)
            {
                Add((x, from.Y + ((to.Y - from.Y) * (x - from.X) / (to.X - from.X))));
            }

            if (to.X <= x)
            {
                Add(to);
            }
        }

        return first is { } start ? Math.Abs(sum + (last.X * start.Y) - (start.X * last.Y)) / 2 : 0;

        void Add((double X, double Y) at)
        {
            if (first is null)
            {
                first = at;
            }
            else
            {
                sum += (last.X * at.Y) - (at.X * last.Y);
            }

            last = at;
        }
    }

    private static IEnumerable<Polygon> Within(Geometry shape, Envelope box) => BlockCutter.Polygons(
        OverlayNGRobust.Overlay(shape, shape.Factory.ToGeometry(box), SpatialFunction.Intersection));

    /// <summary>Radians by which the sides of a block are turned from east, at most an eighth of a circle; 0 for none.</summary>
    private static double DirectionOf(Polygon block)
    {
        if (MinimumDiameter.GetMinimumRectangle(block) is not Polygon { Area: > 0 } rectangle
            || block.Area / rectangle.Area < HasDirection)
        {
            return 0;
        }

        var corners = rectangle.ExteriorRing.CoordinateSequence;
        var angle = Math.Atan2(corners.GetY(1) - corners.GetY(0), corners.GetX(1) - corners.GetX(0));
        return angle - (Math.Round(angle / (Math.PI / 2)) * (Math.PI / 2));
    }
}
