using UrbanGrid.Contracts;

namespace UrbanGrid.Hub.Sanitation.Ground;

/// <summary>A place on a <see cref="GroundPlane"/>, metres.</summary>
/// <param name="X">East.</param>
/// <param name="Y">North.</param>
public readonly record struct PlanePoint(double X, double Y);

/// <summary>
/// The ground around a place as a plane, in metres (equidistant cylindrical projection). Across 50 km a length is wrong by
/// less than half a per cent, which is nothing beside the tolerance of a plan.
/// </summary>
/// <param name="origin">Its middle.</param>
public sealed class GroundPlane(GeoPoint origin)
{
    private const double EarthRadiusM = 6_371_008.8;
    private static readonly double MetresOfDegree = double.DegreesToRadians(1) * EarthRadiusM;
    private readonly double _metresOfLon = MetresOfDegree * Math.Cos(double.DegreesToRadians(origin.Lat));

    /// <summary>Onto the plane.</summary>
    public PlanePoint To(GeoPoint place) => new((place.Lon - origin.Lon) * _metresOfLon, (place.Lat - origin.Lat) * MetresOfDegree);

    /// <summary>Back to degrees.</summary>
    public GeoPoint From(double x, double y) => new(origin.Lat + (y / MetresOfDegree), origin.Lon + (x / _metresOfLon));

    /// <summary>A place of GeoJSON: longitude, latitude.</summary>
    public static GeoPoint PointOf(IReadOnlyList<double> pair) => new(pair[1], pair[0]);

    /// <summary>Size of a polygon, square metres.</summary>
    public static double SizeOf(IReadOnlyList<double[]> corners)
    {
        var plane = new GroundPlane(PointOf(corners[0]));
        var points = corners.Select(c => plane.To(PointOf(c))).ToList();
        var sum = 0.0;
        for (var i = 0; i < points.Count; i++)
        {
            var (a, b) = (points[i], points[(i + 1) % points.Count]);
            sum += (a.X * b.Y) - (b.X * a.Y);
        }

        return Math.Abs(sum) / 2;
    }
}
