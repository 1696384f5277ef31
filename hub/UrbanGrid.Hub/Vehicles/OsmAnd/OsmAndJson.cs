using System.Text.Json;
using UrbanGrid.Ingest.OsmAnd;

namespace UrbanGrid.Hub.Vehicles.OsmAnd;

/// <summary>The JSON Traccar Client sends since version 9: <c>{"device_id":…,"location":{"timestamp":…,"coords":{…},"battery":{…}}}</c>; speed in m/s.</summary>
internal static class OsmAndJson
{
    /// <summary>Reads it; the device's id is put among the fields.</summary>
    /// <returns>False if it is no JSON object.</returns>
    public static bool TryRead(string json, Dictionary<string, string> fields, out OsmAndReport report)
    {
        report = new OsmAndReport();
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            if (Text(root, "device_id") is { } id)
            {
                fields.TryAdd("id", id);
            }

            var location = Member(root, "location");
            var coords = Member(location, "coords");
            var timestamp = Text(location, "timestamp");
            if (timestamp is not null)
            {
                fields["timestamp"] = timestamp;
            }

            report = new OsmAndReport
            {
                Timestamp = timestamp is null ? null : OsmAndReport.TimeOf(timestamp),
                Lat = Number(coords, "latitude"),
                Lon = Number(coords, "longitude"),
                Speed = Number(coords, "speed"),
                SpeedUnit = "m/s",
                Bearing = Number(coords, "heading"),
                Altitude = Number(coords, "altitude"),
                Accuracy = Number(coords, "accuracy"),
                Battery = Number(Member(location, "battery"), "level") * 100,
            };
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static JsonElement? Member(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } p && p.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? member : null;

    private static string? Text(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } p && p.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;

    private static double? Number(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } p && p.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : null;
}
