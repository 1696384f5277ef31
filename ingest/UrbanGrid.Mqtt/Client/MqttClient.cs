namespace UrbanGrid.Mqtt;

/// <summary>How a client connects.</summary>
public sealed record MqttClientOptions
{
    public required string Host { get; init; }
    public int Port { get; init; } = 1883;
    public bool Tls { get; init; }
    public required string ClientId { get; init; }
    public string? UserName { get; init; }
    public string? Password { get; init; }
    public MqttVersion Version { get; init; } = MqttVersion.V5;
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Published by the server when the connection dies.</summary>
    public MqttWill? Will { get; init; }

    /// <summary>First pause before a reconnect; doubles with jitter up to <see cref="MaxReconnectDelay"/>.</summary>
    public TimeSpan MinReconnectDelay { get; init; } = TimeSpan.FromSeconds(1);
    public TimeSpan MaxReconnectDelay { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>A will message, MQTT 5 §3.1.2.5.</summary>
public sealed record MqttWill(string Topic, ReadOnlyMemory<byte> Payload, MqttQos Qos, bool Retain);

/// <summary>A message delivered to a client. With manual acknowledgement the handler's completion sends the PUBACK.</summary>
public readonly record struct MqttDelivery(string Topic, ReadOnlyMemory<byte> Payload, MqttQos Qos, bool Retain);

/// <summary>The connection was lost, or never made, before the server answered; the message may or may not have arrived.</summary>
public sealed class MqttNotConnectedException(string message, Exception? inner = null) : IOException(message, inner);

/// <summary>A client that stays connected: it reconnects with back-off and renews its subscriptions.</summary>
public sealed class MqttClient : IAsyncDisposable
{
    public MqttClient(MqttClientOptions options, TimeProvider time, Microsoft.Extensions.Logging.ILogger<MqttClient> logger)
    {
        _ = (options, time, logger);
        throw new NotImplementedException();
    }

    /// <summary>Whether a session is established now.</summary>
    public bool IsConnected => throw new NotImplementedException();

    /// <summary>Raised after each CONNACK with Success, and after each loss.</summary>
    public event Action<bool>? ConnectionChanged { add => throw new NotImplementedException(); remove => throw new NotImplementedException(); }

    /// <summary>Reason of the last refusal by the server, if any: a wrong password is told apart from a dead network.</summary>
    public MqttReasonCode? LastRefusal => throw new NotImplementedException();

    /// <summary>Starts connecting in the background; returns at once.</summary>
    public void Start() => throw new NotImplementedException();

    /// <summary>Completes when a session is established.</summary>
    public Task WaitConnectedAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>
    /// Publishes. At QoS 0 completes when written, at QoS 1 with the PUBACK's reason. Many calls may be pending; they go out
    /// in call order. Waits while the server's receive maximum is used up.
    /// </summary>
    /// <exception cref="MqttNotConnectedException">No connection, or it was lost before the answer.</exception>
    public Task<MqttReasonCode> PublishAsync(string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Subscribes now and after each reconnect. The PUBACK of a QoS 1 delivery goes out when the handler completes.</summary>
    public Task SubscribeAsync(string filter, MqttQos qos, Func<MqttDelivery, CancellationToken, ValueTask> handler, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>DISCONNECT, then close.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
