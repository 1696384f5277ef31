using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Vehicles.Geofences;

/// <summary>A place and what is around it.</summary>
internal sealed class CircleArea(GeoPoint centre, double radiusM) : FenceArea
{
    private readonly LocalPlane _plane = new(centre);

    public override GeoBox Bounds { get; } = new GeoBox(centre.Lat, centre.Lon, centre.Lat, centre.Lon).WiderBy(radiusM);

    public override double DistanceM(GeoPoint place)
    {
        var (x, y) = _plane.Of(place);
        return Math.Sqrt((x * x) + (y * y)) - radiusM;
    }

    public override bool Crosses(GeoPoint from, GeoPoint to, out WayInside way)
    {
        var (x, y) = _plane.Of(from);
        var (toX, toY) = _plane.Of(to);
        way = Disc(x, y, toX - x, toY - y, radiusM);
        return !way.IsEmpty;
    }

    /// <summary>Part of a way that lies in a disc around the origin.</summary>
    /// <param name="x">Where the way begins.</param>
    /// <param name="y">Where the way begins.</param>
    /// <param name="dx">How far it goes.</param>
    /// <param name="dy">How far it goes.</param>
    /// <param name="radius">Of the disc.</param>
    internal static WayInside Disc(double x, double y, double dx, double dy, double radius)
    {
        // |(x, y) + t (dx, dy)| = radius
        var a = (dx * dx) + (dy * dy);
        var b = (x * dx) + (y * dy);
        var c = (x * x) + (y * y) - (radius * radius);
        if (a == 0)
        {
            return c <= 0 ? WayInside.All : WayInside.None;
        }

        var root = (b * b) - (a * c);
        return root <= 0 ? WayInside.None : WayInside.All.And((-b - Math.Sqrt(root)) / a, (-b + Math.Sqrt(root)) / a);
    }
}
