using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace UrbanGrid.Casework.Places.Division;

/// <summary>
/// Metres east and north of a point, and back to WGS-84 degrees. Straight lines stay straight, so that what is cut here is
/// cut there.
/// </summary>
internal sealed class LocalPlane
{
    private const double SemiMajorAxisM = 6_378_137;
    private const double EccentricitySquared = 0.00669437999014;

    private readonly AffineTransformation _toPlane;
    private readonly AffineTransformation _toDegrees;

    /// <summary>A plane that touches the ellipsoid at a position.</summary>
    public LocalPlane(Coordinate centre)
    {
        var phi = centre.Y * Math.PI / 180;
        var w = 1 - (EccentricitySquared * Math.Sin(phi) * Math.Sin(phi));
        EastM = SemiMajorAxisM / Math.Sqrt(w) * Math.Cos(phi) * Math.PI / 180;
        NorthM = SemiMajorAxisM * (1 - EccentricitySquared) / Math.Pow(w, 1.5) * Math.PI / 180;
        _toPlane = AffineTransformation.TranslationInstance(-centre.X, -centre.Y).Scale(EastM, NorthM);
        _toDegrees = AffineTransformation.ScaleInstance(1 / EastM, 1 / NorthM).Translate(centre.X, centre.Y);
    }

    /// <summary>Metres of one degree of longitude here.</summary>
    public double EastM { get; }

    /// <summary>Metres of one degree of latitude here.</summary>
    public double NorthM { get; }

    public Geometry ToPlane(Geometry degrees) => _toPlane.Transform(degrees);

    public Geometry ToDegrees(Geometry metres) => _toDegrees.Transform(metres);

    /// <summary>Metres between two positions in degrees.</summary>
    public double DistanceM(Coordinate a, Coordinate b)
    {
        var (east, north) = ((a.X - b.X) * EastM, (a.Y - b.Y) * NorthM);
        return Math.Sqrt((east * east) + (north * north));
    }
}
