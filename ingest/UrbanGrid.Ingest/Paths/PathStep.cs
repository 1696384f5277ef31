using System.Text.Json;

namespace UrbanGrid.Ingest.Paths;

/// <summary>One step of a path: to a member, to an item, to every item, or to the items that fit.</summary>
internal sealed class PathStep
{
    private readonly string? _name;
    private readonly int _index;
    private readonly string[]? _key;
    private readonly object? _wanted;

    private PathStep(string? name, int index, bool many, string[]? key, object? wanted) =>
        (_name, _index, LeadsToMany, _key, _wanted) = (name, index, many, key, wanted);

    /// <summary>Whether it can lead to more than one value.</summary>
    public bool LeadsToMany { get; }

    public static PathStep Member(string name) => new(name, 0, many: false, null, null);

    public static PathStep Item(int index) => new(null, index, many: false, null, null);

    public static PathStep Every() => new(null, 0, many: true, null, null);

    /// <summary>Items whose member equals a text, a number (double) or a boolean.</summary>
    public static PathStep Where(string[] key, object wanted) => new(null, 0, many: true, key, wanted);

    public bool TryFollow(JsonElement at, out JsonElement next)
    {
        next = default;
        if (_name is not null)
        {
            return at.ValueKind == JsonValueKind.Object && at.TryGetProperty(_name, out next);
        }

        if (at.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        var length = at.GetArrayLength();
        var index = _index < 0 ? length + _index : _index;
        if (index < 0 || index >= length)
        {
            return false;
        }

        next = at[index];
        return true;
    }

    public bool Accepts(JsonElement item)
    {
        if (_key is null)
        {
            return true;
        }

        foreach (var name in _key)
        {
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(name, out item))
            {
                return false;
            }
        }

        return _wanted switch
        {
            string text => item.ValueKind == JsonValueKind.String && item.ValueEquals(text),
            double number => item.ValueKind == JsonValueKind.Number && item.TryGetDouble(out var value) && value.Equals(number),
            bool yes => item.ValueKind == (yes ? JsonValueKind.True : JsonValueKind.False),
            _ => false,
        };
    }
}
