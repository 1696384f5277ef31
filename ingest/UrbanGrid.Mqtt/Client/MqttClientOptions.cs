using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace UrbanGrid.Mqtt;

/// <summary>How a client connects.</summary>
public sealed record MqttClientOptions
{
    /// <summary>Name or address of the server.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port.</summary>
    public int Port { get; init; } = 1883;

    /// <summary>Whether the connection is TLS.</summary>
    public bool Tls { get; init; }

    /// <summary>Decides on the server's certificate; null leaves it to the system's trusted authorities.</summary>
    public RemoteCertificateValidationCallback? ValidateServerCertificate { get; init; }

    /// <summary>Certificates to show if the server asks for one.</summary>
    public X509CertificateCollection? ClientCertificates { get; init; }

    /// <summary>
    /// Client identifier; must not be in use by another client. Empty lets the server choose one, which is kept over
    /// reconnects (<see cref="MqttClient.ClientId"/>).
    /// </summary>
    public required string ClientId { get; init; }

    /// <summary>User name, if the server wants one.</summary>
    public string? UserName { get; init; }

    /// <summary>Password, if the server wants one.</summary>
    public string? Password { get; init; }

    /// <summary>Protocol version spoken.</summary>
    public MqttVersion Version { get; init; } = MqttVersion.V5;

    /// <summary>
    /// Whether each connection begins without what an earlier one left behind. With false, what was published and not
    /// acknowledged when a connection is lost is sent again on the next one, if the server still knows the session.
    /// </summary>
    public bool CleanStart { get; init; } = true;

    /// <summary>How long the server is to keep the session of a lost connection; version 5 only.</summary>
    public TimeSpan SessionExpiry { get; init; }

    /// <summary>
    /// Longest silence on the wire. A server that answers nothing for half of it after a ping is taken for dead.
    /// </summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Published by the server when the connection dies.</summary>
    public MqttWill? Will { get; init; }

    /// <summary>First pause before a reconnect; doubles with jitter up to <see cref="MaxReconnectDelay"/>.</summary>
    public TimeSpan MinReconnectDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause before a reconnect.</summary>
    public TimeSpan MaxReconnectDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time in which the network connection and CONNACK must come.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Largest packet accepted from the server, bytes.</summary>
    public int MaxPacketBytes { get; init; } = 2_200_000;

    /// <summary>
    /// Deliveries that may wait for their handler or be unacknowledged. A server of version 5 is told (receive maximum)
    /// and sends no more; what it sends at QoS 0, and all that a server of version 3.1.1 sends, is left in the socket.
    /// </summary>
    public int MaxPendingDeliveries { get; init; } = 256;

    /// <summary>Topics the server may replace by a number (topic aliases), version 5 only.</summary>
    public ushort TopicAliasMaximum { get; init; } = 64;
}
