using System.Text.Json;
using NetTopologySuite.Geometries;

namespace UrbanGrid.Casework.Places;

/// <summary>
/// Reads a GeoJSON geometry (RFC 7946 §3.1) with System.Text.Json: Point, LineString, Polygon, MultiPolygon, WGS-84.
/// </summary>
internal static class GeoJsonGeometry
{
    private static readonly GeometryFactory Factory = new(new PrecisionModel(), 4326);

    public static Geometry Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Read(document.RootElement);
    }

    /// <exception cref="FormatException">Not such a geometry; the message says what is wrong with it.</exception>
    public static Geometry Read(JsonElement geometry)
    {
        if (geometry.ValueKind != JsonValueKind.Object
            || !geometry.TryGetProperty("type", out var type)
            || type.ValueKind != JsonValueKind.String
            || !geometry.TryGetProperty("coordinates", out var coordinates))
        {
            throw new FormatException("the geometry needs a type and coordinates");
        }

        return type.GetString() switch
        {
            "Point" => Factory.CreatePoint(ReadPosition(coordinates)),
            "LineString" => ReadLine(coordinates),
            "Polygon" => ReadPolygon(coordinates),
            "MultiPolygon" => Factory.CreateMultiPolygon([.. Items(coordinates).Select(ReadPolygon)]),
            var other => throw new FormatException(
                $"geometry type '{other}' is not supported; use Point, LineString, Polygon or MultiPolygon"),
        };
    }

    private static LineString ReadLine(JsonElement coordinates)
    {
        var positions = ReadPositions(coordinates);
        return positions.Length >= 2
            ? Factory.CreateLineString(positions)
            : throw new FormatException("a line needs at least two positions");
    }

    private static Polygon ReadPolygon(JsonElement coordinates)
    {
        var rings = Items(coordinates).Select(ReadRing).ToList();
        return rings.Count > 0
            ? Factory.CreatePolygon(rings[0], [.. rings.Skip(1)])
            : throw new FormatException("a polygon needs an outer ring");
    }

    private static LinearRing ReadRing(JsonElement coordinates)
    {
        var positions = ReadPositions(coordinates);
        return positions.Length >= 4 && positions[0].Equals2D(positions[^1])
            ? Factory.CreateLinearRing(positions)
            : throw new FormatException("a ring needs at least four positions, the last equal to the first");
    }

    private static Coordinate[] ReadPositions(JsonElement coordinates) => [.. Items(coordinates).Select(ReadPosition)];

    private static Coordinate ReadPosition(JsonElement position)
    {
        if (position.ValueKind != JsonValueKind.Array || position.GetArrayLength() < 2
            || !TryNumber(position[0], out var lon) || !TryNumber(position[1], out var lat)
            || !(Math.Abs(lon) <= 180) || !(Math.Abs(lat) <= 90))
        {
            throw new FormatException(
                $"'{position}' is not a position; write [longitude, latitude] in WGS-84 degrees, longitude first");
        }

        return new Coordinate(lon, lat);
    }

    private static bool TryNumber(JsonElement element, out double value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out value);
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement array) => array.ValueKind == JsonValueKind.Array
        ? array.EnumerateArray()
        : throw new FormatException("coordinates must be an array");
}
