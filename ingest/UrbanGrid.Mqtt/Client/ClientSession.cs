namespace UrbanGrid.Mqtt.Client;

/// <summary>What a client remembers from one connection to the next, MQTT 5 §4.1.</summary>
internal sealed class ClientSession(MqttClientOptions options)
{
    /// <summary>What is to be sent, and what was sent and is not acknowledged.</summary>
    public ClientOutbox Outbox { get; } = new(options.Version);

    /// <summary>Identifiers of QoS 2 that were received and not released.</summary>
    public HashSet<ushort> Received { get; } = [];

    /// <summary>The client's identifier, or the one the server chose for it.</summary>
    public string ClientId { get; private set; } = options.ClientId;

    /// <summary>A connection is established.</summary>
    public void Begin(ServerAnswer server)
    {
        ClientId = server.AssignedClientId ?? ClientId;
        if (!server.SessionPresent)
        {
            Received.Clear();
        }

        Outbox.Begin(server);
    }

    /// <summary>The connection is lost.</summary>
    public void Lose(Exception? cause) => Outbox.Lose(
        new MqttNotConnectedException("The connection was lost before the server answered.", cause), keepOpen: !options.CleanStart);
}
