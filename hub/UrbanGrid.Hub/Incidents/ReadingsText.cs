using System.Text.Json;
using UrbanGrid.Contracts;

namespace UrbanGrid.Hub.Incidents;

/// <summary>The readings of an incident in one column, the latest of each metric.</summary>
public static class ReadingsText
{
    /// <summary>Adds an alarm's readings.</summary>
    public static string Merge(string json, IReadOnlyList<AlarmReading> readings)
    {
        if (readings.Count == 0)
        {
            return json;
        }

        var kept = Read(json).Where(r => readings.All(n => n.Metric != r.Metric));
        return JsonSerializer.Serialize(kept.Concat(readings), JsonSerializerOptions.Web);
    }

    /// <summary>Reads the column.</summary>
    public static IReadOnlyList<AlarmReading> Read(string json) =>
        JsonSerializer.Deserialize<List<AlarmReading>>(json, JsonSerializerOptions.Web) ?? [];
}
