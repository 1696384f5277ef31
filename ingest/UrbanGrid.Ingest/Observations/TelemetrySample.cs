using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Observations;

/// <summary>One value of one metric at one moment; with its device it is the key of the store.</summary>
/// <param name="Metric">Metric key.</param>
/// <param name="Timestamp">Unix ms.</param>
/// <param name="Value">The number; 1 or 0 for yes or no; 0 beside a text.</param>
/// <param name="Text">The words, where the value is none of these.</param>
public readonly record struct TelemetrySample(string Metric, long Timestamp, double Value, string? Text);

/// <summary>One fix of a vehicle or a phone.</summary>
/// <param name="Timestamp">Unix ms of the fix.</param>
/// <param name="Place">Where.</param>
/// <param name="SpeedKmh">Speed.</param>
/// <param name="CourseDeg">Degrees clockwise from north.</param>
/// <param name="AltitudeM">Metres above the ellipsoid.</param>
/// <param name="Hdop">Horizontal dilution of precision.</param>
/// <param name="Attributes">Further numbers; yes and no are 1 and 0.</param>
public sealed record PositionSample(
    long Timestamp, GeoPoint Place, double? SpeedKmh, double? CourseDeg, double? AltitudeM, double? Hdop,
    IReadOnlyDictionary<string, double> Attributes)
{
    /// <summary>Parts of a degree that are kept: a centimetre.</summary>
    internal const double PlaceParts = 1e7;

    /// <summary>Parts of a km/h, of a degree of course, of a metre of altitude, of a dilution that are kept.</summary>
    internal const double Parts = 100;

    /// <summary>
    /// As it is kept: what is judged when it comes must be what is read again later, or working a day out once more would come
    /// to something else. Itself if nothing is lost.
    /// </summary>
    internal PositionSample AsKept()
    {
        var place = new GeoPoint(Math.Round(Place.Lat * PlaceParts) / PlaceParts, Math.Round(Place.Lon * PlaceParts) / PlaceParts);
        var (speed, course, altitude, hdop) = (Kept(SpeedKmh), Kept(CourseDeg), Kept(AltitudeM), Kept(Hdop));
        return place == Place && speed == SpeedKmh && course == CourseDeg && altitude == AltitudeM && hdop == Hdop
            ? this
            : this with { Place = place, SpeedKmh = speed, CourseDeg = course, AltitudeM = altitude, Hdop = hdop };
    }

    private static double? Kept(double? value) => value is { } number ? Math.Round(number * Parts) / Parts : null;
}

/// <summary>Something a device told beside its values.</summary>
/// <param name="Timestamp">Unix ms.</param>
/// <param name="Type">What it is, in the device's words.</param>
/// <param name="Data">JSON; null for none.</param>
public sealed record DeviceEvent(long Timestamp, string Type, string? Data);
