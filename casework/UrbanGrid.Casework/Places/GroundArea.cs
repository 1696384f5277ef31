using NetTopologySuite.Geometries;

namespace UrbanGrid.Casework.Places;

/// <summary>
/// Square metres of a WGS-84 polygon: its image in the cylindrical equal-area projection of the ellipsoid, which keeps
/// areas; what remains is the curvature of its sides, below a millionth for sides of a kilometre.
/// </summary>
internal static class GroundArea
{
    private const double SemiMajorAxisM = 6_378_137;
    private const double Eccentricity = 0.0818191908426215;

    public static double M2(Geometry geometry) => geometry switch
    {
        Polygon polygon => Math.Abs(OfRing(polygon.ExteriorRing)) - polygon.InteriorRings.Sum(r => Math.Abs(OfRing(r))),
        GeometryCollection parts => parts.Geometries.Sum(M2),
        _ => 0,
    };

    private static double OfRing(LineString ring)
    {
        var positions = ring.CoordinateSequence;
        if (positions.Count == 0)
        {
            return 0;
        }

        // Relative to the first position, so that no digits are lost to the distance from the meridian.
        var (lon0, y0) = (positions.GetX(0), EqualAreaY(positions.GetY(0)));
        var (sum, lastX, lastY) = (0.0, 0.0, 0.0);
        for (var i = 1; i < positions.Count; i++)
        {
            var x = SemiMajorAxisM * (positions.GetX(i) - lon0) * Math.PI / 180;
            var y = EqualAreaY(positions.GetY(i)) - y0;
            sum += (lastX * y) - (x * lastY);
            (lastX, lastY) = (x, y);
        }

        return sum / 2;
    }

    private static double EqualAreaY(double lat)
    {
        var sin = Math.Sin(lat * Math.PI / 180);
        var es = Eccentricity * sin;
        var q = (1 - (Eccentricity * Eccentricity))
            * ((sin / (1 - (es * es))) + (Math.Log((1 + es) / (1 - es)) / (2 * Eccentricity)));
        return SemiMajorAxisM * q / 2;
    }
}
