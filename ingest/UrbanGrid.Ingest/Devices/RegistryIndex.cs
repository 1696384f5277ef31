using System.Collections.Concurrent;

namespace UrbanGrid.Ingest.Devices;

/// <summary>
/// The registry's devices in memory: by id, by the hash of their token, and in the order of their ids. Readers take a
/// snapshot and are never held up; writers come one at a time.
/// </summary>
internal sealed class RegistryIndex
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<TokenHash, string> _byToken = new();
    private volatile Device[] _sorted = [];

    public int Count => _entries.Count;

    /// <summary>All devices by id; the array is never changed.</summary>
    public IReadOnlyList<Device> Sorted => _sorted;

    public Device? Find(string id) => _entries.TryGetValue(id, out var entry) ? entry.Device : null;

    public TokenHash? TokenOf(string id) => _entries.TryGetValue(id, out var entry) ? entry.Token : null;

    /// <summary>The device whose token has this hash; one look-up.</summary>
    public Device? FindByToken(TokenHash token) => _byToken.TryGetValue(token, out var id) ? Find(id) : null;

    /// <summary>Takes over rows; one is put in its place, many are sorted in.</summary>
    public void Set(IReadOnlyList<(Device Device, TokenHash Token)> changed)
    {
        foreach (var (device, token) in changed)
        {
            if (_entries.TryGetValue(device.Id, out var before) && before.Token != token)
            {
                _byToken.TryRemove(before.Token, out _);
            }

            _entries[device.Id] = new Entry(device, token);
            _byToken[token] = device.Id;
        }

        _sorted = changed.Count == 1
            ? With(changed[0].Device)
            : [.. _entries.Values.Select(e => e.Device).OrderBy(d => d.Id, StringComparer.Ordinal)];
    }

    public void Remove(string id)
    {
        if (_entries.TryRemove(id, out var entry))
        {
            _byToken.TryRemove(entry.Token, out _);
            var at = IndexOf(id);
            _sorted = at < 0 ? _sorted : [.. _sorted[..at], .. _sorted[(at + 1)..]];
        }
    }

    /// <summary>Index of the first device whose id comes after <paramref name="id"/>.</summary>
    public static int After(IReadOnlyList<Device> sorted, string id)
    {
        var (low, high) = (0, sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(sorted[middle].Id, id) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private Device[] With(Device device)
    {
        var at = IndexOf(device.Id);
        if (at < 0)
        {
            at = After(_sorted, device.Id);
            return [.. _sorted[..at], device, .. _sorted[at..]];
        }

        var copy = (Device[])_sorted.Clone();
        copy[at] = device;
        return copy;
    }

    private int IndexOf(string id)
    {
        var at = After(_sorted, id) - 1;
        return at >= 0 && _sorted[at].Id == id ? at : -1;
    }

    private sealed record Entry(Device Device, TokenHash Token);
}
