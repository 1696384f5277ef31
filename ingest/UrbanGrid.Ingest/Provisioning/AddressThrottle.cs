using System.Net;

namespace UrbanGrid.Ingest.Provisioning;

/// <summary>How often one address may try: a window of a minute, counted in memory for a bounded number of addresses.</summary>
internal sealed class AddressThrottle(TimeProvider time)
{
    /// <summary>Attempts of one address in a minute.</summary>
    public const int PerMinute = 30;

    private const int MaxAddresses = 20_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (DateTimeOffset From, int Count)> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts an attempt; returns how long to wait if it is one too many.</summary>
    /// <param name="address">Address of the peer, with or without its port.</param>
    public TimeSpan? Take(string? address)
    {
        var now = time.GetUtcNow();
        var key = IPEndPoint.TryParse(address ?? "", out var endPoint) ? endPoint.Address.ToString() : address ?? "";
        lock (_lock)
        {
            if (_counts.Count >= MaxAddresses && !_counts.ContainsKey(key))
            {
                DropOld(now);
                if (_counts.Count >= MaxAddresses)
                {
                    return Window;
                }
            }

            var (from, count) = _counts.TryGetValue(key, out var known) && now < known.From + Window ? known : (now, 0);
            _counts[key] = (from, count + 1);
            return count < PerMinute ? null : from + Window - now;
        }
    }

    private void DropOld(DateTimeOffset now)
    {
        foreach (var old in _counts.Where(c => now >= c.Value.From + Window).Select(c => c.Key).ToArray())
        {
            _counts.Remove(old);
        }
    }
}
