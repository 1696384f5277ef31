using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Vehicles.Geofences;

/// <summary>What a closed line encloses.</summary>
internal sealed class PolygonArea : FenceArea
{
    private readonly LocalPlane _plane;
    private readonly double[] _x;
    private readonly double[] _y;

    public PolygonArea(IReadOnlyList<GeoPoint> corners)
    {
        Bounds = GeoBox.Of(corners);
        _plane = new LocalPlane(Bounds.Middle);
        (_x, _y) = ([.. corners.Select(c => _plane.Of(c).X)], [.. corners.Select(c => _plane.Of(c).Y)]);
    }

    public override GeoBox Bounds { get; }

    public override double DistanceM(GeoPoint place)
    {
        var (x, y) = _plane.Of(place);
        var (nearest, inside) = (double.PositiveInfinity, false);
        for (int i = 0, j = _x.Length - 1; i < _x.Length; j = i++)
        {
            nearest = Math.Min(nearest, CorridorArea.SquareToLeg(x, y, _x[j], _y[j], _x[i], _y[i]));
            // A ray to the east crosses the border an odd number of times if it begins inside.
            inside ^= _y[i] > y != _y[j] > y && x < ((_x[j] - _x[i]) * (y - _y[i]) / (_y[j] - _y[i])) + _x[i];
        }

        return inside ? -Math.Sqrt(nearest) : Math.Sqrt(nearest);
    }

    public override bool Crosses(GeoPoint from, GeoPoint to, out WayInside way)
    {
        var (x, y) = _plane.Of(from);
        var (toX, toY) = _plane.Of(to);
        var (dx, dy) = (toX - x, toY - y);
        way = WayInside.None;
        for (int i = 0, j = _x.Length - 1; i < _x.Length; j = i++)
        {
            var (sideX, sideY) = (_x[i] - _x[j], _y[i] - _y[j]);
            var slant = (dx * sideY) - (dy * sideX);
            if (slant == 0)
            {
                continue; // Along the side: its neighbours tell.
            }

            var (offX, offY) = (_x[j] - x, _y[j] - y);
            var along = ((offX * sideY) - (offY * sideX)) / slant;
            var onSide = ((offX * dy) - (offY * dx)) / slant;
            if (along is >= 0 and <= 1 && onSide is >= 0 and <= 1)
            {
                way = way.With(along);
            }
        }

        return !way.IsEmpty;
    }
}
