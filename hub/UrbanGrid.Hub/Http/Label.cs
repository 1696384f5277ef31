using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using UrbanGrid.Casework;

namespace UrbanGrid.Hub.Http;

/// <summary>Names of stable keys, out of <c>labels.json</c>: roles, reasons, rules, metrics.</summary>
public static class Label
{
    private static readonly FrozenDictionary<string, Dictionary<string, LocalText>> Table = Load();

    /// <summary>The keys of a group, in the order of the file.</summary>
    public static IReadOnlyList<Named> All(string group) => [.. Table[group].Select(l => new Named(l.Key, l.Value))];

    /// <summary>The key with its name; a key without one is its own name.</summary>
    public static Named Of(string group, string key) =>
        new(key, Table[group].GetValueOrDefault(key) ?? new LocalText(key, key.Replace('_', ' ')));

    /// <summary>Whether the group has the key.</summary>
    public static bool Has(string group, string key) => Table[group].ContainsKey(key);

    private static FrozenDictionary<string, Dictionary<string, LocalText>> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("labels.json")
            ?? throw new InvalidOperationException("labels.json is not embedded.");
        return JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, LocalText>>>(stream, JsonSerializerOptions.Web)!
            .ToFrozenDictionary(StringComparer.Ordinal);
    }
}
