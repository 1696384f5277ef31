namespace UrbanGrid.Mqtt;

/// <summary>Limits of the server; all finite.</summary>
public sealed record MqttServerOptions
{
    /// <summary>Largest packet accepted, bytes; larger ones close the connection with <see cref="MqttReasonCode.PacketTooLarge"/>.</summary>
    public int MaxPacketBytes { get; init; } = 2_200_000;

    /// <summary>Unacknowledged QoS 1 messages accepted per connection (receive maximum); beyond it the socket is not read.</summary>
    public int MaxInflightPerSession { get; init; } = 256;

    /// <summary>Messages queued to a slow subscriber before QoS 0 ones are dropped, counted, for it alone.</summary>
    public int MaxQueuedPerSession { get; init; } = 1_000;

    /// <summary>Time in which CONNECT must come.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>Sessions, subscriptions and retained messages; fed by <see cref="MqttConnectionHandler"/>.</summary>
public sealed class MqttServer
{
    /// <summary>Creates a server for an application.</summary>
    public MqttServer(IMqttApplication application, MqttServerOptions options, TimeProvider time, Microsoft.Extensions.Logging.ILogger<MqttServer> logger)
    {
        _ = (application, options, time, logger);
        throw new NotImplementedException();
    }

    /// <summary>Sessions connected now.</summary>
    public int SessionCount => throw new NotImplementedException();

    /// <summary>Delivers a message to the subscribers; returns once it is queued to all of them.</summary>
    public ValueTask PublishAsync(string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Closes the session of a client, if it is connected.</summary>
    public void Disconnect(string clientId, MqttReasonCode reason) => throw new NotImplementedException();

    /// <summary>Says good-bye to every client (DISCONNECT 0x8B on version 5) once its receipts are completed, for at most <paramref name="patience"/>.</summary>
    public Task StopAsync(TimeSpan patience) => throw new NotImplementedException();
}

/// <summary>Runs one connection; Kestrel makes it over TCP, TLS or WebSocket.</summary>
public sealed class MqttConnectionHandler(MqttServer server) : Microsoft.AspNetCore.Connections.ConnectionHandler
{
    /// <inheritdoc/>
    public override Task OnConnectedAsync(Microsoft.AspNetCore.Connections.ConnectionContext connection)
    {
        _ = server;
        throw new NotImplementedException();
    }
}
