using System.Text.Json;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.ThingsBoard;

/// <summary>
/// The two kinds of attributes of the API, kept among a device's own: those it tells as <c>client.{key}</c>, those it is told
/// as <c>shared.{key}</c>.
/// </summary>
internal static class ThingsBoardAttributes
{
    /// <summary>Begin of an attribute the device tells.</summary>
    public const string Client = "client.";

    /// <summary>Begin of an attribute the device is told.</summary>
    public const string Shared = "shared.";

    private const int MaxKeys = 50;
    private const int MaxKey = 48;
    private const int MaxValue = 1_024;
    private const int MaxKept = 200;

    /// <summary>A device's attributes of a kind, by their own keys.</summary>
    public static Dictionary<string, JsonElement> Of(Device device, string kind) =>
        device.Attributes.Where(a => a.Key.StartsWith(kind, StringComparison.Ordinal)).ToDictionary(a => a.Key[kind.Length..], a => a.Value, StringComparer.Ordinal);

    /// <summary>What a device's message changes of its client attributes.</summary>
    /// <exception cref="JsonException">It is no object of attributes, or more than is kept.</exception>
    public static Dictionary<string, JsonElement?> Changes(JsonElement message, Device device)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("An object of attributes is expected.");
        }

        var changes = new Dictionary<string, JsonElement?>(StringComparer.Ordinal);
        foreach (var attribute in message.EnumerateObject())
        {
            if (attribute.Name.Length is 0 or > MaxKey || attribute.Value.GetRawText().Length > MaxValue || changes.Count == MaxKeys)
            {
                throw new JsonException($"At most {MaxKeys} attributes with keys of up to {MaxKey} characters and values of up to {MaxValue} are taken.");
            }

            var key = Client + attribute.Name;
            if (!device.Attributes.TryGetValue(key, out var known) || !JsonElement.DeepEquals(known, attribute.Value))
            {
                changes[key] = attribute.Value.Clone();
            }
        }

        return device.Attributes.Count + changes.Count <= MaxKept ? changes : throw new JsonException($"The device would have more than {MaxKept} attributes.");
    }

    /// <summary>The answer to <c>{"clientKeys":"a,b","sharedKeys":"c"}</c>; a request that names none asks for all.</summary>
    public static byte[] Answer(JsonElement request, Device device)
    {
        var (client, shared) = (Keys(request, "clientKeys"), Keys(request, "sharedKeys"));
        var all = client is null && shared is null;
        var answer = new Dictionary<string, Dictionary<string, JsonElement>>();
        Add("client", Client, client);
        Add("shared", Shared, shared);
        return JsonSerializer.SerializeToUtf8Bytes(answer);

        void Add(string name, string kind, string[]? wanted)
        {
            if (all || wanted is not null)
            {
                answer[name] = Of(device, kind).Where(a => wanted is null || wanted.Contains(a.Key)).ToDictionary(StringComparer.Ordinal);
            }
        }
    }

    /// <summary>What to tell a session that last heard <paramref name="before"/>: changed values, and the names of those removed.</summary>
    public static IReadOnlyList<byte[]> Updates(IReadOnlyDictionary<string, JsonElement> before, IReadOnlyDictionary<string, JsonElement> now)
    {
        var changed = now.Where(a => !before.TryGetValue(a.Key, out var known) || !JsonElement.DeepEquals(known, a.Value)).ToDictionary(StringComparer.Ordinal);
        var deleted = before.Keys.Where(k => !now.ContainsKey(k)).ToArray();
        List<byte[]> updates = [];
        if (changed.Count > 0)
        {
            updates.Add(JsonSerializer.SerializeToUtf8Bytes(changed));
        }

        if (deleted.Length > 0)
        {
            updates.Add(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string[]> { ["deleted"] = deleted }));
        }

        return updates;
    }

    private static string[]? Keys(JsonElement request, string name) =>
        request.ValueKind == JsonValueKind.Object && request.TryGetProperty(name, out var keys) && keys.ValueKind == JsonValueKind.String
            ? keys.GetString()!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : null;
}
