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
/// <param name="DeviceId">Device, or the user name the client gave; empty if none.</param>
/// <param name="ClientId">Client identifier.</param>
/// <param name="Address">Address of the peer, where it is known.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Reason">MQTT reason, in words.</param>
public sealed record ConnectionEvent(long At, string DeviceId, string ClientId, string? Address, ConnectionEventKind Kind, string Reason);
