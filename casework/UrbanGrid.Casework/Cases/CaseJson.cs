using System.Text.Json;

namespace UrbanGrid.Casework.Cases;

/// <summary>JSON inside log entries.</summary>
internal static class CaseJson
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Web);

    public static IReadOnlyList<EvidenceLink> ReadEvidence(string json) =>
        JsonSerializer.Deserialize<IReadOnlyList<EvidenceLink>>(json, Web) ?? [];

    /// <summary>The values of a flat object as text, or null.</summary>
    public static IReadOnlyDictionary<string, string>? ReadDetail(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json, Web)!
            .ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
}
