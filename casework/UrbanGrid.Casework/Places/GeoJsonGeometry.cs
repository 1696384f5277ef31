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

    /// <exception cref="GeometryFaultException">Not such a geometry; says what is wrong with it, and where.</exception>
    public static Geometry Read(JsonElement geometry)
    {
        if (geometry.ValueKind != JsonValueKind.Object
            || !geometry.TryGetProperty("type", out var type)
            || type.ValueKind != JsonValueKind.String
            || !geometry.TryGetProperty("coordinates", out var coordinates))
        {
            throw Fault("几何需要 type 和 coordinates", "the geometry needs a type and coordinates");
        }

        return type.GetString() switch
        {
            "Point" => Factory.CreatePoint(ReadPosition(coordinates, Part.Whole)),
            "LineString" => ReadLine(coordinates),
            "Polygon" => ReadPolygon(coordinates, Part.Whole),
            "MultiPolygon" => Factory.CreateMultiPolygon(
                [.. Items(coordinates).Select((polygon, i) => ReadPolygon(polygon, Part.Whole.Of("多边形", "polygon", i)))]),
            var other => throw Fault(
                $"不支持几何类型“{other}”，请使用 Point、LineString、Polygon 或 MultiPolygon",
                $"geometry type '{other}' is not supported; use Point, LineString, Polygon or MultiPolygon"),
        };
    }

    private static LineString ReadLine(JsonElement coordinates)
    {
        var positions = ReadPositions(coordinates, Part.Whole);
        return positions.Length >= 2
            ? Factory.CreateLineString(positions)
            : throw Fault("线至少需要两个坐标", "a line needs at least two positions");
    }

    private static Polygon ReadPolygon(JsonElement coordinates, Part part)
    {
        var rings = Items(coordinates).Select((ring, i) => ReadRing(ring, part.Of("环", "ring", i))).ToList();
        return rings.Count > 0
            ? Factory.CreatePolygon(rings[0], [.. rings.Skip(1)])
            : throw Fault($"{part.Zh}多边形需要外环", $"{part.En}a polygon needs an outer ring");
    }

    private static LinearRing ReadRing(JsonElement coordinates, Part part)
    {
        var positions = ReadPositions(coordinates, part);
        if (positions.Length > 0 && !positions[0].Equals2D(positions[^1]))
        {
            var (first, last) = (PointOf(positions[0]), PointOf(positions[^1]));
            throw new GeometryFaultException(
                new LocalText(
                    $"{part.Zh}未闭合：起点为 {first}，终点为 {last}；请让最后一个坐标与第一个相同",
                    $"{part.En}the ring is not closed: it begins at {first} and ends at {last}; make the last equal to the first"),
                last);
        }

        return positions.Length >= 4
            ? Factory.CreateLinearRing(positions)
            : throw Fault(
                $"{part.Zh}环至少需要四个坐标，最后一个与第一个相同",
                $"{part.En}a ring needs at least four positions, the last equal to the first");
    }

    private static Coordinate[] ReadPositions(JsonElement coordinates, Part part) =>
        [.. Items(coordinates).Select((position, i) => ReadPosition(position, part.Of("坐标", "position", i)))];

    private static Coordinate ReadPosition(JsonElement position, Part part)
    {
        if (position.ValueKind != JsonValueKind.Array || position.GetArrayLength() < 2
            || !TryNumber(position[0], out var lon) || !TryNumber(position[1], out var lat)
            || !(Math.Abs(lon) <= 180) || !(Math.Abs(lat) <= 90))
        {
            throw Fault(
                $"{part.Zh}“{position}”不是坐标；请写作 [经度, 纬度]，WGS-84 度数，经度在前",
                $"{part.En}'{position}' is not a position; write [longitude, latitude] in WGS-84 degrees, longitude first");
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
        : throw Fault("coordinates 必须是数组", "coordinates must be an array");

    private static GroundPoint PointOf(Coordinate position) => new(position.Y, position.X);

    private static GeometryFaultException Fault(string zh, string en) => new(new LocalText(zh, en));

    /// <summary>Where in a geometry: the beginning of a fault's text, counted from 1 as people count.</summary>
    private readonly record struct Part(string Zh, string En)
    {
        public static readonly Part Whole = new("", "");

        public Part Of(string zh, string en, int index) =>
            new($"{Zh}第 {index + 1} 个{zh}，", $"{En}{en} {index + 1}, ");
    }
}
