using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Vehicles.Geofences;

/// <summary>What lies between two latitudes and two longitudes.</summary>
internal readonly record struct GeoBox(double South, double West, double North, double East)
{
    public static GeoBox Of(IEnumerable<GeoPoint> points)
    {
        var all = points as IReadOnlyCollection<GeoPoint> ?? [.. points];
        return new GeoBox(all.Min(p => p.Lat), all.Min(p => p.Lon), all.Max(p => p.Lat), all.Max(p => p.Lon));
    }

    public GeoPoint Middle => new((South + North) / 2, (West + East) / 2);

    public GeoBox WiderBy(double metres)
    {
        var (lat, lon) = new LocalPlane(Middle).Degrees(metres);
        return new GeoBox(South - lat, West - lon, North + lat, East + lon);
    }

    /// <summary>Whether the box of two places overlaps it.</summary>
    public bool Touches(GeoPoint a, GeoPoint b) =>
        Math.Min(a.Lat, b.Lat) <= North && Math.Max(a.Lat, b.Lat) >= South && Math.Min(a.Lon, b.Lon) <= East && Math.Max(a.Lon, b.Lon) >= West;
}
