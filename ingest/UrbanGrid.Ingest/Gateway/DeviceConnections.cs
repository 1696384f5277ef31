using System.Collections.Concurrent;

namespace UrbanGrid.Ingest.Gateway;

/// <summary>Which logins are connected, and since when.</summary>
internal sealed class DeviceConnections
{
    private readonly ConcurrentDictionary<string, (int Sessions, long Since)> _connected = new(StringComparer.Ordinal);

    /// <summary>A session of a login began.</summary>
    public void Started(string login, long at) => _connected.AddOrUpdate(login, (1, at), (_, known) => (known.Sessions + 1, at));

    /// <summary>A session of a login is over.</summary>
    public void Ended(string login)
    {
        if (_connected.AddOrUpdate(login, (0, 0), (_, known) => (known.Sessions - 1, known.Since)) is { Sessions: <= 0 } over)
        {
            _connected.TryRemove(new(login, over));
        }
    }

    /// <summary>When the last session of a login began, Unix ms; null if it has none.</summary>
    public long? Since(string login) => _connected.TryGetValue(login, out var known) && known.Sessions > 0 ? known.Since : null;
}
