using System.Text.Json;

namespace UrbanGrid.Hub.Incidents;

/// <summary>What a detector measured, in one column: a JSON object of numbers by name.</summary>
public static class FeaturesText
{
    private static readonly IReadOnlyDictionary<string, double> None = new Dictionary<string, double>();

    /// <summary>Writes features; null where there are none. A value that is no number is left out, since it tells nothing.</summary>
    public static string? Write(IReadOnlyDictionary<string, double> features)
    {
        var known = features.Where(f => double.IsFinite(f.Value)).OrderBy(f => f.Key, StringComparer.Ordinal).ToDictionary();
        return known.Count == 0 ? null : JsonSerializer.Serialize(known);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static IReadOnlyDictionary<string, double> Read(string? json) =>
        json is null ? None : JsonSerializer.Deserialize<Dictionary<string, double>>(json) ?? None;
}
