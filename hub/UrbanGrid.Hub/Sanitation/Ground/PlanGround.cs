using UrbanGrid.Contracts;
using UrbanGrid.Hub.Sanitation.Plans;

namespace UrbanGrid.Hub.Sanitation.Ground;

/// <summary>A plan's streets and areas, cut into pieces, and an index over them.</summary>
public sealed class PlanGround
{
    /// <summary>Longest piece of a street, and side of a square of an area, metres.</summary>
    public const double PieceM = 10;

    private readonly List<GroundPiece> _pieces = [];
    private readonly CellIndex _index = new();

    private PlanGround(GroundPlane plane) => Plane = plane;

    /// <summary>The plane they lie on.</summary>
    public GroundPlane Plane { get; }

    /// <summary>The pieces, those of one row one after the other.</summary>
    public IReadOnlyList<GroundPiece> Pieces => _pieces;

    /// <summary>Routes come first as parts, then areas.</summary>
    public static PlanGround Of(WorkPlan plan)
    {
        var origin = plan.Routes.SelectMany(r => r.Lines).Select(l => l[0])
            .Concat(plan.Areas.Select(a => a.Points[0])).Concat(plan.Stops.Select(s => new[] { s.Lon, s.Lat })).First();
        var ground = new PlanGround(new GroundPlane(GroundPlane.PointOf(origin)));
        for (var part = 0; part < plan.Routes.Count; part++)
        {
            for (var line = 0; line < plan.Routes[part].Lines.Count; line++)
            {
                ground.AddLine(part, line, plan.Routes[part].Lines[line]);
            }
        }

        for (var area = 0; area < plan.Areas.Count; area++)
        {
            ground.AddArea(plan.Routes.Count + area, plan.Areas[area].Points);
        }

        return ground;
    }

    /// <summary>Adds the pieces that may be near the way from one place to another.</summary>
    public void Find(PlanePoint from, PlanePoint to, double toleranceM, List<int> found) => _index.Find(from, to, toleranceM + (PieceM / 2), found);

    private void AddLine(int part, int row, IReadOnlyList<double[]> line)
    {
        for (var i = 1; i < line.Count; i++)
        {
            var (start, end) = (GroundPlane.PointOf(line[i - 1]), GroundPlane.PointOf(line[i]));
            var (a, b) = (Plane.To(start), Plane.To(end));
            var length = start.DistanceTo(end);
            var onPlane = Math.Sqrt(((b.X - a.X) * (b.X - a.X)) + ((b.Y - a.Y) * (b.Y - a.Y)));
            if (length < 1e-3 || onPlane < 1e-3)
            {
                continue;
            }

            var (dirX, dirY) = ((b.X - a.X) / onPlane, (b.Y - a.Y) / onPlane);
            var count = (int)Math.Ceiling((length / PieceM) - 1e-6);
            for (var n = 0; n < count; n++)
            {
                var middle = (n + 0.5) / count;
                Add(new GroundPiece(
                    part, row, new PlanePoint(a.X + (middle * (b.X - a.X)), a.Y + (middle * (b.Y - a.Y))), dirX, dirY, length / count,
                    Between(start, end, (double)n / count), Between(start, end, (n + 1.0) / count)));
            }
        }
    }

    private void AddArea(int part, IReadOnlyList<double[]> corners)
    {
        var points = corners.Select(c => Plane.To(GroundPlane.PointOf(c))).ToList();
        var (west, south) = (points.Min(p => p.X), points.Min(p => p.Y));
        var (columns, rows) = (Squares(points.Max(p => p.X) - west), Squares(points.Max(p => p.Y) - south));
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var (x, y) = (west + (column * PieceM), south + (row * PieceM));
                var middle = new PlanePoint(x + (PieceM / 2), y + (PieceM / 2));
                if (IsInside(middle, points))
                {
                    Add(new GroundPiece(part, row, middle, 0, 0, PieceM * PieceM, Plane.From(x, y), Plane.From(x + PieceM, y + PieceM)));
                }
            }
        }
    }

    private void Add(GroundPiece piece)
    {
        _index.Add(_pieces.Count, piece.Middle);
        _pieces.Add(piece);
    }

    private static int Squares(double metres) => (int)Math.Ceiling((metres / PieceM) - 1e-6);

    private static GeoPoint Between(GeoPoint a, GeoPoint b, double share) => new(a.Lat + (share * (b.Lat - a.Lat)), a.Lon + (share * (b.Lon - a.Lon)));

    /// <summary>Even-odd rule.</summary>
    private static bool IsInside(PlanePoint p, List<PlanePoint> corners)
    {
        var inside = false;
        for (int i = 0, j = corners.Count - 1; i < corners.Count; j = i++)
        {
            var (a, b) = (corners[i], corners[j]);
            if (a.Y > p.Y != b.Y > p.Y && p.X < ((b.X - a.X) * (p.Y - a.Y) / (b.Y - a.Y)) + a.X)
            {
                inside = !inside;
            }
        }

        return inside;
    }
}
