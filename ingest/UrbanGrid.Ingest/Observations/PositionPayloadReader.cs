using System.Buffers;
using System.Globalization;
using System.Text.Json;
using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Observations;

/// <summary>Reads <c>{"ts":…,"lat":…,"lon":…,…}</c>, or an array of these, into fixes.</summary>
internal static class PositionPayloadReader
{
    /// <summary>About a tenth of a metre: nearer to 0,0 than this a receiver has no fix.</summary>
    private const double ZeroDegrees = 1e-6;

    private static readonly IReadOnlyDictionary<string, double> NoAttributes = new Dictionary<string, double>();

    public static void Read(in ReadOnlySequence<byte> payload, ReadScope scope) => JsonPayload.Read(payload, scope, ReadItem);

    private static void ReadItem(ref Utf8JsonReader json, ReadScope scope)
    {
        long? deviceTime = null;
        double? lat = null, lon = null, speed = null, course = null, altitude = null, hdop = null;
        var attributes = NoAttributes;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            switch (json.GetString())
            {
                case "ts":
                    deviceTime = JsonPayload.Integer(ref json, "ts");
                    break;
                case "lat":
                    lat = JsonPayload.Number(ref json, "lat");
                    break;
                case "lon":
                    lon = JsonPayload.Number(ref json, "lon");
                    break;
                case "speed":
                    speed = Finite(JsonPayload.Number(ref json, "speed"));
                    break;
                case "course":
                    course = Finite(JsonPayload.Number(ref json, "course"));
                    break;
                case "alt":
                    altitude = Finite(JsonPayload.Number(ref json, "alt"));
                    break;
                case "hdop":
                    hdop = Finite(JsonPayload.Number(ref json, "hdop"));
                    break;
                case "attributes":
                    attributes = Attributes(ref json);
                    break;
                default:
                    json.Read();
                    json.Skip();
                    break;
            }
        }

        if (Check(lat, lon, scope.Observation) is { } place && scope.TryStamp(deviceTime, out var timestamp))
        {
            scope.Observation.Positions.Add(new PositionSample(timestamp, place, speed, course, altitude, hdop, attributes));
        }
    }

    /// <summary>The place; null if it is none, with the reason told.</summary>
    public static GeoPoint? Check(double? lat, double? lon, Observation observation)
    {
        if (lat is not { } y || lon is not { } x || !double.IsFinite(y) || !double.IsFinite(x) || Math.Abs(y) > 90 || Math.Abs(x) > 180)
        {
            observation.Refuse(Refusal.PositionInvalid, string.Create(CultureInfo.InvariantCulture, $"lat {lat}, lon {lon}."));
            return null;
        }

        if (Math.Abs(y) < ZeroDegrees && Math.Abs(x) < ZeroDegrees)
        {
            observation.Refuse(Refusal.PositionZero, "lat 0, lon 0.");
            return null;
        }

        return new GeoPoint(y, x);
    }

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private static IReadOnlyDictionary<string, double> Attributes(ref Utf8JsonReader json)
    {
        json.Read();
        using var document = JsonDocument.ParseValue(ref json);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            return NoAttributes;
        }

        var attributes = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var attribute in document.RootElement.EnumerateObject())
        {
            double? value = attribute.Value.ValueKind switch
            {
                JsonValueKind.True => 1,
                JsonValueKind.False => 0,
                JsonValueKind.Number when attribute.Value.TryGetDouble(out var number) && double.IsFinite(number) => number,
                _ => null,
            };
            if (value is { } known)
            {
                attributes[attribute.Name] = known;
            }
        }

        return attributes;
    }
}
