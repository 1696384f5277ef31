using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Vehicles.Geofences;

/// <summary>What lies within half a width of a line.</summary>
internal sealed class CorridorArea : FenceArea
{
    private readonly LocalPlane _plane;
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly double _half;

    public CorridorArea(IReadOnlyList<GeoPoint> line, double widthM)
    {
        _half = widthM / 2;
        var box = GeoBox.Of(line);
        Bounds = box.WiderBy(_half);
        _plane = new LocalPlane(box.Middle);
        (_x, _y) = ([.. line.Select(c => _plane.Of(c).X)], [.. line.Select(c => _plane.Of(c).Y)]);
    }

    public override GeoBox Bounds { get; }

    public override double DistanceM(GeoPoint place)
    {
        var (x, y) = _plane.Of(place);
        var nearest = double.PositiveInfinity;
        for (var i = 1; i < _x.Length; i++)
        {
            nearest = Math.Min(nearest, SquareToLeg(x, y, _x[i - 1], _y[i - 1], _x[i], _y[i]));
        }

        return Math.Sqrt(nearest) - _half;
    }

    public override bool Crosses(GeoPoint from, GeoPoint to, out WayInside way)
    {
        var (x, y) = _plane.Of(from);
        var (toX, toY) = _plane.Of(to);
        way = WayInside.None;
        for (var i = 1; i < _x.Length; i++)
        {
            way = way.With(InLeg(i, x, y, toX - x, toY - y));
        }

        return !way.IsEmpty;
    }

    /// <summary>Square of the distance from a point to a straight leg.</summary>
    internal static double SquareToLeg(double x, double y, double fromX, double fromY, double toX, double toY)
    {
        var (legX, legY) = (toX - fromX, toY - fromY);
        var length = (legX * legX) + (legY * legY);
        var along = length == 0 ? 0 : Math.Clamp((((x - fromX) * legX) + ((y - fromY) * legY)) / length, 0, 1);
        var (offX, offY) = (x - fromX - (along * legX), y - fromY - (along * legY));
        return (offX * offX) + (offY * offY);
    }

    /// <summary>Part of a way within half a width of one leg: of the band beside it and of the discs around its ends.</summary>
    private WayInside InLeg(int leg, double x, double y, double dx, double dy)
    {
        var (legX, legY) = (_x[leg] - _x[leg - 1], _y[leg] - _y[leg - 1]);
        var length = Math.Sqrt((legX * legX) + (legY * legY));
        var (alongX, alongY) = (legX / length, legY / length);
        var (offX, offY) = (x - _x[leg - 1], y - _y[leg - 1]);
        var band = Between(WayInside.All, (offX * alongX) + (offY * alongY), (dx * alongX) + (dy * alongY), 0, length);
        band = Between(band, (offY * alongX) - (offX * alongY), (dy * alongX) - (dx * alongY), -_half, _half);
        return band
            .With(CircleArea.Disc(offX, offY, dx, dy, _half))
            .With(CircleArea.Disc(x - _x[leg], y - _y[leg], dx, dy, _half));
    }

    /// <summary>Part of a way on which <c>start + t · step</c> lies between two values.</summary>
    private static WayInside Between(WayInside way, double start, double step, double low, double high) =>
        step != 0 ? way.And((low - start) / step, (high - start) / step)
        : start >= low && start <= high ? way : WayInside.None;
}
