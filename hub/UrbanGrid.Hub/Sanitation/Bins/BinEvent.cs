using System.Text.Json;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Hub.Sanitation.Bins;

/// <summary>Device event of a bin that was read: <c>{"type":"bin","data":{"tag":"E2003412","weightKg":218.5}}</c>.</summary>
public static class BinEvent
{
    /// <summary>Type of the event.</summary>
    public const string Type = "bin";

    /// <summary>More than a refuse truck carries: the scale is wrong.</summary>
    private const double MostKg = 20_000;

    /// <summary>The reading; null if the event has no tag that can be read.</summary>
    public static BinReading? Read(DeviceEvent told, string vehicle)
    {
        if (told.Data is null)
        {
            return null;
        }

        using var data = JsonDocument.Parse(told.Data);
        return data.RootElement is { ValueKind: JsonValueKind.Object } root && BinTag.Read(TextOf(root)) is { } tag
            ? new BinReading(tag, told.Timestamp, vehicle, WeightOf(root))
            : null;
    }

    /// <summary>Readers of some makes tell the tag as a number.</summary>
    private static string? TextOf(JsonElement data) => data.TryGetProperty("tag", out var tag)
        ? tag.ValueKind switch { JsonValueKind.String => tag.GetString(), JsonValueKind.Number => tag.GetRawText(), _ => null }
        : null;

    private static double? WeightOf(JsonElement data) =>
        data.TryGetProperty("weightKg", out var weight) && weight.ValueKind == JsonValueKind.Number
        && weight.TryGetDouble(out var kg) && kg is >= 0 and <= MostKg
            ? kg
            : null;
}
