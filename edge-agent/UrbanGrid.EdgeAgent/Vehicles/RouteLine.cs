using UrbanGrid.Contracts;

namespace UrbanGrid.EdgeAgent.Vehicles;

/// <summary>A line on the ground, measured along.</summary>
public sealed class RouteLine
{
    private const double ClosedWithinM = 5;

    private readonly GeoPoint[] _points;
    private readonly double[] _distanceTo;

    /// <summary>Through these points, in order; at least two that differ.</summary>
    /// <exception cref="ArgumentException">The line has no length.</exception>
    public RouteLine(IEnumerable<GeoPoint> points)
    {
        var kept = new List<GeoPoint>();
        foreach (var point in points)
        {
            if (kept.Count == 0 || kept[^1] != point)
            {
                kept.Add(point);
            }
        }

        if (kept.Count < 2)
        {
            throw new ArgumentException("A route needs two points that differ.", nameof(points));
        }

        _points = [.. kept];
        _distanceTo = new double[_points.Length];
        for (var i = 1; i < _points.Length; i++)
        {
            _distanceTo[i] = _distanceTo[i - 1] + _points[i - 1].DistanceTo(_points[i]);
        }

        IsClosed = _points.Length > 2 && _points[0].DistanceTo(_points[^1]) <= ClosedWithinM;
    }

    /// <summary>Length in metres.</summary>
    public double LengthM => _distanceTo[^1];

    /// <summary>Whether it ends where it begins: it is then driven round and round, otherwise to and fro.</summary>
    public bool IsClosed { get; }

    /// <summary>Metres after which a vehicle is where it began, heading the same way.</summary>
    public double RoundM => IsClosed ? LengthM : 2 * LengthM;

    /// <summary>How far along the line its nearest point to a place is, metres.</summary>
    public double Along(GeoPoint place)
    {
        var best = (Distance: double.PositiveInfinity, Along: 0.0);
        var lonScale = Math.Cos(double.DegreesToRadians(place.Lat));
        for (var i = 1; i < _points.Length; i++)
        {
            var (from, to) = (_points[i - 1], _points[i]);
            var (wayX, wayY) = ((to.Lon - from.Lon) * lonScale, to.Lat - from.Lat);
            var (x, y) = ((place.Lon - from.Lon) * lonScale, place.Lat - from.Lat);
            var share = Math.Clamp(((x * wayX) + (y * wayY)) / ((wayX * wayX) + (wayY * wayY)), 0, 1);
            var near = new GeoPoint(from.Lat + (share * (to.Lat - from.Lat)), from.Lon + (share * (to.Lon - from.Lon)));
            if (near.DistanceTo(place) is var distance && distance < best.Distance)
            {
                best = (distance, _distanceTo[i - 1] + (share * (_distanceTo[i] - _distanceTo[i - 1])));
            }
        }

        return best.Along;
    }

    /// <summary>Where a vehicle is that has driven this far in all, and which way it heads (degrees clockwise from north).</summary>
    public (GeoPoint Place, double Course) At(double drivenM)
    {
        var along = drivenM % RoundM;
        var back = along > LengthM;
        along = back ? RoundM - along : along;
        var i = Math.Clamp(Array.BinarySearch(_distanceTo, along) is var found && found >= 0 ? found : ~found - 1, 0, _points.Length - 2);
        var (from, to) = (_points[i], _points[i + 1]);
        var share = (along - _distanceTo[i]) / (_distanceTo[i + 1] - _distanceTo[i]);
        var place = new GeoPoint(from.Lat + (share * (to.Lat - from.Lat)), from.Lon + (share * (to.Lon - from.Lon)));
        return (place, back ? Bearing(to, from) : Bearing(from, to));
    }

    private static double Bearing(GeoPoint from, GeoPoint to)
    {
        var (lat1, lat2) = (double.DegreesToRadians(from.Lat), double.DegreesToRadians(to.Lat));
        var dLon = double.DegreesToRadians(to.Lon - from.Lon);
        var y = Math.Sin(dLon) * Math.Cos(lat2);
        var x = (Math.Cos(lat1) * Math.Sin(lat2)) - (Math.Sin(lat1) * Math.Cos(lat2) * Math.Cos(dLon));
        return (double.RadiansToDegrees(Math.Atan2(y, x)) + 360) % 360;
    }
}
