using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Vehicles.Geofences;

/// <summary>
/// Metres east and north of a place. Straight lines stay straight, so inside is inside; a distance is true to a thousandth within
/// some ten kilometres of the place's latitude.
/// </summary>
internal readonly struct LocalPlane(GeoPoint origin)
{
    private const double MetresPerDegree = 6_371_008.8 * Math.PI / 180;

    private readonly double _metresPerLon = MetresPerDegree * Math.Cos(double.DegreesToRadians(origin.Lat));

    public (double X, double Y) Of(GeoPoint place) => ((place.Lon - origin.Lon) * _metresPerLon, (place.Lat - origin.Lat) * MetresPerDegree);

    /// <summary>Degrees of latitude and longitude that some metres make here.</summary>
    public (double Lat, double Lon) Degrees(double metres) => (metres / MetresPerDegree, metres / _metresPerLon);
}
