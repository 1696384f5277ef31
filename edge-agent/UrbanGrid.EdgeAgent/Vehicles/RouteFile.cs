using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Settings;

namespace UrbanGrid.EdgeAgent.Vehicles;

/// <summary>Reads a line out of a GeoJSON file (RFC 7946: longitude first, WGS-84).</summary>
public static class RouteFile
{
    /// <summary>The line of the feature that is named, or the first line.</summary>
    /// <exception cref="SettingsException">The file cannot be read, or has no such line.</exception>
    public static RouteLine Load(string path, string? line)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var json = JsonDocument.Parse(stream);
            var lines = Features(json.RootElement).Where(IsLine).ToList();
            var chosen = lines.FindIndex(f => line is null || IsNamed(f, line));
            return chosen >= 0
                ? new RouteLine(Points(lines[chosen].GetProperty("geometry")))
                : throw new SettingsException($"{path}: has no line '{line}'; it has {Names(lines)}.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or IOException)
        {
            throw new SettingsException($"{path}: is no GeoJSON with usable lines: {e.Message}");
        }
    }

    private static List<JsonElement> Features(JsonElement root) =>
        root.TryGetProperty("features", out var features) ? [.. features.EnumerateArray()] : [root];

    private static bool IsLine(JsonElement feature) =>
        feature.TryGetProperty("geometry", out var geometry)
        && geometry.ValueKind == JsonValueKind.Object
        && geometry.GetProperty("type").GetString() is "LineString" or "MultiLineString";

    private static bool IsNamed(JsonElement feature, string name) => NamesOf(feature).Contains(name, StringComparer.Ordinal);

    private static IEnumerable<string> NamesOf(JsonElement feature)
    {
        if (feature.TryGetProperty("id", out var id))
        {
            yield return id.ToString();
        }

        if (feature.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
        {
            foreach (var key in new[] { "id", "name" })
            {
                if (properties.TryGetProperty(key, out var value))
                {
                    yield return value.ToString();
                }
            }
        }
    }

    private static string Names(List<JsonElement> lines) =>
        lines.Count == 0 ? "no line at all" : string.Join(", ", lines.Take(10).Select(l => NamesOf(l).FirstOrDefault() ?? "(unnamed)"));

    private static IEnumerable<GeoPoint> Points(JsonElement geometry)
    {
        var coordinates = geometry.GetProperty("coordinates");
        return geometry.GetProperty("type").GetString() == "LineString"
            ? coordinates.EnumerateArray().Select(Point)
            : coordinates.EnumerateArray().SelectMany(part => part.EnumerateArray()).Select(Point);
    }

    private static GeoPoint Point(JsonElement pair) => new(pair[1].GetDouble(), pair[0].GetDouble());
}
