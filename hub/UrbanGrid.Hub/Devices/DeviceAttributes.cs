using System.Text.Json;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Devices;

/// <summary>The free attributes of a device as people change them.</summary>
internal static class DeviceAttributes
{
    private const int MaxCount = 100;
    private const int MaxKey = 64;
    private const int MaxText = 1_024;

    /// <summary>The attributes with changes merged in: one that is null is removed.</summary>
    /// <exception cref="ProblemException">A key or a value cannot be kept, or there are too many.</exception>
    public static IReadOnlyDictionary<string, JsonElement> Merge(
        IReadOnlyDictionary<string, JsonElement> known, IReadOnlyDictionary<string, JsonElement>? changes)
    {
        if (changes is null or { Count: 0 })
        {
            return known;
        }

        var merged = known.ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in changes)
        {
            if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            {
                merged.Remove(key);
                continue;
            }

            if (key.Length is 0 or > MaxKey)
            {
                throw new ProblemException("invalid_value", "attributes", $"1..{MaxKey}");
            }

            if (value.GetRawText().Length > MaxText)
            {
                throw new ProblemException("invalid_value", $"attributes.{key}", $"≤ {MaxText}");
            }

            merged[key] = value.Clone();
        }

        return merged.Count <= MaxCount ? merged : throw new ProblemException("invalid_value", "attributes", $"≤ {MaxCount}");
    }
}
