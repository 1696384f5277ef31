using System.Text.Json;

namespace UrbanGrid.Hub.Map;

/// <summary>The rectangle around geometries, WGS-84 degrees.</summary>
public readonly record struct Bounds(double West, double South, double East, double North)
{
    /// <summary>Shown when there is nothing to show: China's prime meridian of time.</summary>
    private static readonly Bounds Nowhere = new(119.9, 29.9, 120.1, 30.1);

    /// <summary>Around GeoJSON geometries.</summary>
    public static Bounds Of(IEnumerable<string> geometries)
    {
        var box = new Bounds(double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        foreach (var geometry in geometries)
        {
            using var document = JsonDocument.Parse(geometry);
            box = box.Around(document.RootElement.GetProperty("coordinates"));
        }

        return box.West > box.East ? Nowhere : box;
    }

    private Bounds Around(JsonElement coordinates)
    {
        if (coordinates.GetArrayLength() > 0 && coordinates[0].ValueKind == JsonValueKind.Number)
        {
            var (lon, lat) = (coordinates[0].GetDouble(), coordinates[1].GetDouble());
            return new Bounds(Math.Min(West, lon), Math.Min(South, lat), Math.Max(East, lon), Math.Max(North, lat));
        }

        var box = this;
        foreach (var part in coordinates.EnumerateArray())
        {
            box = box.Around(part);
        }

        return box;
    }
}
