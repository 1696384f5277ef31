using System.Globalization;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Vehicles.Geofences;

namespace UrbanGrid.Ingest.Tests.Vehicles;

/// <summary>A piece of city that tests measure in metres east and north of its middle.</summary>
internal static class Ground
{
    public static readonly GeoPoint Middle = new(31.3, 120.6);
    public static readonly TimeZoneInfo City = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private const double MetresPerDegree = 6_371_008.8 * Math.PI / 180;

    /// <summary>Thursday, 26 November 2026, 8 in the morning in the city.</summary>
    public static readonly long Morning = At("2026-11-26 08:00");

    public static long At(string city) => new DateTimeOffset(
        DateTime.ParseExact(city, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), TimeSpan.FromHours(8)).ToUnixTimeMilliseconds();

    public static GeoPoint Place(double east, double north) =>
        new(Middle.Lat + (north / MetresPerDegree), Middle.Lon + (east / (MetresPerDegree * Math.Cos(double.DegreesToRadians(Middle.Lat)))));

    public static IReadOnlyList<double> Point(double east, double north) => Place(east, north) is var p ? [p.Lon, p.Lat] : [];

    public static GeofenceShape Circle(double east, double north, double radius) => new() { Type = GeofenceShape.Circle, Centre = Point(east, north), RadiusM = radius };

    public static GeofenceShape Box(double west, double south, double east, double north) => new()
    {
        Type = GeofenceShape.Polygon, Points = [Point(west, south), Point(east, south), Point(east, north), Point(west, north)],
    };

    public static GeofenceShape Corridor(double width, params (double East, double North)[] way) =>
        new() { Type = GeofenceShape.Corridor, WidthM = width, Points = [.. way.Select(w => Point(w.East, w.North))] };

    /// <summary>An area that tells everything and has dwell times of 10 s.</summary>
    public static Geofence Fence(string id, string kind, GeofenceShape shape, params GeofenceHours[] hours) => new()
    {
        Id = id, Name = new LocalName("围栏", "area"), Kind = kind, Shape = shape, Hours = hours,
        Tell = new GeofenceTelling { Enter = true, Leave = true, Cross = true },
    };

    public static GeofenceHours Hours(string from, string to, params int[] days) => new() { From = from, To = to, Days = days };
}
