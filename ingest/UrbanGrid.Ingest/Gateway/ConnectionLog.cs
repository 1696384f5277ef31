using System.Collections.Concurrent;

namespace UrbanGrid.Ingest.Gateway;

/// <summary>What happened to a connection.</summary>
public enum ConnectionEventKind
{
    /// <summary>Accepted.</summary>
    Connected,
    /// <summary>Refused.</summary>
    Refused,
    /// <summary>Over.</summary>
    Disconnected,
}

/// <summary>One line of the connection log.</summary>
/// <param name="At">Unix ms.</param>
/// <param name="DeviceId">User name the client gave; empty if none.</param>
/// <param name="ClientId">Client identifier.</param>
/// <param name="Address">Address of the peer, where it is known.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Reason">MQTT reason, in words.</param>
public sealed record ConnectionEvent(long At, string DeviceId, string ClientId, string? Address, ConnectionEventKind Kind, string Reason);

/// <summary>The last connections, refused ones too, for the device's page. In memory and bounded.</summary>
public sealed class ConnectionLog
{
    private const int Kept = 2_000;

    private readonly ConcurrentQueue<ConnectionEvent> _events = new();

    /// <summary>Newest first; of one device, or of all if it is null.</summary>
    public IReadOnlyList<ConnectionEvent> Recent(string? deviceId, int limit) =>
        [.. _events.Reverse().Where(e => deviceId is null || e.DeviceId == deviceId).Take(limit)];

    internal void Add(ConnectionEvent happened)
    {
        _events.Enqueue(happened);
        while (_events.Count > Kept && _events.TryDequeue(out _))
        {
        }
    }
}
