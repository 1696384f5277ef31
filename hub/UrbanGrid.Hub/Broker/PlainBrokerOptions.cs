using System.Net;

namespace UrbanGrid.Hub.Broker;

/// <summary>How a plain broker runs; made from the command line by <see cref="BrokerCommandLine"/>.</summary>
public sealed record PlainBrokerOptions
{
    /// <summary>Address it listens on.</summary>
    public IPAddress Bind { get; init; } = IPAddress.Any;

    /// <summary>Port of MQTT over TCP.</summary>
    public int Port { get; init; } = 1883;

    /// <summary>Port of MQTT over WebSocket, path <c>/mqtt</c>; null for none.</summary>
    public int? WebSocketPort { get; init; }

    /// <summary>Folder of sessions, offline queues and retained messages; null keeps them in memory.</summary>
    public string? Data { get; init; }

    /// <summary>Whether everybody may connect, publish and subscribe; the only mode there is, and it must be asked for.</summary>
    public bool Anonymous { get; init; }
}
