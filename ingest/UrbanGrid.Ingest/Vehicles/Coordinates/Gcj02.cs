using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Vehicles.Coordinates;

/// <summary>
/// GCJ-02 (国测局坐标, "火星坐标"): the shifted coordinates that maps and some terminals in China use. The shift was never
/// published; its formula has been public since 2010 through ports of the reference (eviltransform, coordtransform), on the
/// Krasovsky 1940 ellipsoid. Outside mainland China nothing is shifted.
/// </summary>
public static class Gcj02
{
    /// <summary>Krasovsky 1940: semi-major axis, metres.</summary>
    private const double Axis = 6_378_245.0;

    /// <summary>Krasovsky 1940: first eccentricity squared.</summary>
    private const double Eccentricity2 = 0.00669342162296594323;

    /// <summary>Where the formula's series begin.</summary>
    private static readonly GeoPoint Origin = new(35, 105);

    /// <summary>About a tenth of a millimetre.</summary>
    private const double Degrees = 1e-9;

    /// <summary>The shift is smooth: each round makes the error some thousand times smaller.</summary>
    private const int Rounds = 10;

    /// <summary>Shifts a place on earth to where a Chinese map shows it.</summary>
    /// <param name="wgs84">WGS-84 degrees.</param>
    public static GeoPoint FromWgs84(GeoPoint wgs84)
    {
        if (!IsShifted(wgs84))
        {
            return wgs84;
        }

        var (x, y) = (wgs84.Lon - Origin.Lon, wgs84.Lat - Origin.Lat);
        var lat = double.DegreesToRadians(wgs84.Lat);
        var curve = 1 - (Eccentricity2 * Math.Sin(lat) * Math.Sin(lat));
        var north = Northing(x, y) * 180 / (Axis * (1 - Eccentricity2) / (curve * Math.Sqrt(curve)) * Math.PI);
        var east = Easting(x, y) * 180 / (Axis / Math.Sqrt(curve) * Math.Cos(lat) * Math.PI);
        return new GeoPoint(wgs84.Lat + north, wgs84.Lon + east);
    }

    /// <summary>The place on earth that a Chinese map shows there: the inverse of <see cref="FromWgs84"/>, to less than a millimetre.</summary>
    /// <param name="gcj02">GCJ-02 degrees.</param>
    public static GeoPoint ToWgs84(GeoPoint gcj02)
    {
        if (!IsShifted(gcj02))
        {
            return gcj02;
        }

        var guess = gcj02;
        for (var round = 0; round < Rounds; round++)
        {
            var shown = FromWgs84(guess);
            var (lat, lon) = (gcj02.Lat - shown.Lat, gcj02.Lon - shown.Lon);
            guess = new GeoPoint(guess.Lat + lat, guess.Lon + lon);
            if (Math.Abs(lat) < Degrees && Math.Abs(lon) < Degrees)
            {
                break;
            }
        }

        return guess;
    }

    /// <summary>The rectangle inside which the reference shifts.</summary>
    private static bool IsShifted(GeoPoint place) => place is { Lat: >= 0.8293 and <= 55.8271, Lon: >= 72.004 and <= 137.8347 };

    private static double Northing(double x, double y) =>
        -100 + (2 * x) + (3 * y) + (0.2 * y * y) + (0.1 * x * y) + (0.2 * Math.Sqrt(Math.Abs(x)))
        + Wave(20, x, 6) + Wave(20, x, 2) + Wave(20, y, 1) + Wave(40, y, 1.0 / 3) + Wave(160, y, 1.0 / 12) + Wave(320, y, 1.0 / 30);

    private static double Easting(double x, double y) =>
        300 + x + (2 * y) + (0.1 * x * x) + (0.1 * x * y) + (0.1 * Math.Sqrt(Math.Abs(x)))
        + Wave(20, x, 6) + Wave(20, x, 2) + Wave(20, x, 1) + Wave(40, x, 1.0 / 3) + Wave(150, x, 1.0 / 12) + Wave(300, x, 1.0 / 30);

    /// <summary>One term of the series, metres.</summary>
    private static double Wave(double metres, double degrees, double frequency) => metres * 2 / 3 * Math.Sin(degrees * frequency * Math.PI);
}
