using System.Globalization;
using System.Text.Json;
using UrbanGrid.Casework;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Sanitation.Bins;

namespace UrbanGrid.Hub.Sanitation.Plans;

/// <summary>Parts of a plan that a GeoJSON file holds.</summary>
/// <param name="Routes">Its lines.</param>
/// <param name="Areas">Its polygons.</param>
/// <param name="Stops">Its points.</param>
/// <param name="Skipped">Features without a geometry that can be used.</param>
public sealed record PlanParts(IReadOnlyList<RouteInput> Routes, IReadOnlyList<AreaInput> Areas, IReadOnlyList<StopInput> Stops, int Skipped);

/// <summary>
/// Reads GeoJSON (RFC 7946: longitude first, WGS-84). Names are the properties <c>name_zh</c>, <c>name_en</c> or <c>name</c>; of a line also
/// <c>grade</c>, of a point <c>owner</c> and <c>bins</c>, tags as an array or separated by semicolons.
/// </summary>
public static class PlanGeoJson
{
    /// <summary>Largest file, bytes.</summary>
    private const int MaxBytes = 16 << 20;

    /// <summary>Reads a file.</summary>
    /// <exception cref="ProblemException">It is no GeoJSON; says where.</exception>
    public static async Task<PlanParts> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        for (int n; (n = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            bytes.Write(buffer, 0, n);
            if (bytes.Length > MaxBytes)
            {
                throw new ProblemException("body_too_large");
            }
        }

        try
        {
            using var json = JsonDocument.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
            return Read(json.RootElement);
        }
        catch (JsonException e)
        {
            throw new ProblemException("bad_request", e.Message);
        }
    }

    private static PlanParts Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw NoGeoJson("");
        }

        List<RouteInput> routes = [];
        List<AreaInput> areas = [];
        List<StopInput> stops = [];
        var skipped = 0;
        List<JsonElement> features = root.TryGetProperty("features", out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [root];
        for (var i = 0; i < features.Count; i++)
        {
            try
            {
                skipped += Take(features[i], i, routes, areas, stops) ? 0 : 1;
            }
            catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException or FormatException)
            {
                throw NoGeoJson($"features[{i}]");
            }
        }

        return new PlanParts(routes, areas, stops, skipped);
    }

    private static bool Take(JsonElement feature, int index, List<RouteInput> routes, List<AreaInput> areas, List<StopInput> stops)
    {
        if (feature.ValueKind != JsonValueKind.Object || !feature.TryGetProperty("geometry", out var geometry) || geometry.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        var properties = feature.TryGetProperty("properties", out var given) && given.ValueKind == JsonValueKind.Object ? given : (JsonElement?)null;
        var coordinates = geometry.GetProperty("coordinates");
        var name = NameOf(properties, index);
        switch (geometry.GetProperty("type").GetString())
        {
            case "LineString":
                routes.Add(new RouteInput(name, GradeOf(properties), null, null, [Points(coordinates)]));
                return true;
            case "MultiLineString":
                routes.Add(new RouteInput(name, GradeOf(properties), null, null, [.. coordinates.EnumerateArray().Select(Points)]));
                return true;
            case "Polygon":
                areas.Add(new AreaInput(name, Points(coordinates[0])));
                return true;
            case "MultiPolygon":
                areas.AddRange(coordinates.EnumerateArray().Select(polygon => new AreaInput(name, Points(polygon[0]))));
                return true;
            case "Point":
                stops.Add(new StopInput(name, TextOf(properties, "owner"), coordinates[0].GetDouble(), coordinates[1].GetDouble(), BinsOf(properties)));
                return true;
            default:
                return false;
        }
    }

    private static LocalText NameOf(JsonElement? properties, int index)
    {
        var name = TextOf(properties, "name");
        var (zh, en) = (TextOf(properties, "name_zh") ?? name, TextOf(properties, "name_en") ?? name);
        var number = (index + 1).ToString(CultureInfo.InvariantCulture);
        return zh is null && en is null ? new LocalText($"第 {number} 条", $"No. {number}") : new LocalText(zh ?? en!, en ?? zh!);
    }

    private static int? GradeOf(JsonElement? properties) =>
        properties is { } p && p.TryGetProperty("grade", out var grade) && grade.ValueKind == JsonValueKind.Number && grade.TryGetInt32(out var number) ? number : null;

    private static List<string> BinsOf(JsonElement? properties)
    {
        if (properties is not { } p || !p.TryGetProperty("bins", out var bins))
        {
            return [];
        }

        IEnumerable<string> tags = bins.ValueKind == JsonValueKind.Array
            ? bins.EnumerateArray().Select(b => b.ToString())
            : bins.ToString().Split(';', StringSplitOptions.RemoveEmptyEntries);
        return [.. tags.Select(BinTag.Read).OfType<string>()];
    }

    private static string? TextOf(JsonElement? properties, string key) =>
        properties is { } p && p.TryGetProperty(key, out var value) && value.ToString().Trim() is { Length: > 0 } text ? text : null;

    private static IReadOnlyList<double[]> Points(JsonElement coordinates) =>
        [.. coordinates.EnumerateArray().Select(p => new[] { p[0].GetDouble(), p[1].GetDouble() })];

    private static ProblemException NoGeoJson(string where) => new("not_geojson", where);
}
