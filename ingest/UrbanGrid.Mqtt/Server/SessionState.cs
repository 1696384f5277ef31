namespace UrbanGrid.Mqtt.Server;

/// <summary>
/// The state of one client, MQTT 5 §4.1, which may outlive its connections: subscriptions, messages on their way to it, and
/// what it has begun to send at QoS 2.
/// </summary>
internal sealed class SessionState
{
    private readonly HeldReceipts _receipts = new();
    private volatile MqttSession? _connection;

    public SessionState(string clientId, string? owner, uint expirySeconds, MqttServerOptions options, QueueBudget budget, IMqttSessionStore? store)
    {
        ClientId = clientId;
        Owner = owner;
        ExpirySeconds = expirySeconds;
        Journal = store is null || expirySeconds == 0 ? null : new SessionJournal(store, clientId);
        Outbox = new Outbox(options, budget, Journal, isKept: expirySeconds != 0, () => _connection?.Sender.Wake());
    }

    public string ClientId { get; }

    /// <summary>User whose session it is; nobody else gets it.</summary>
    public string? Owner { get; }

    /// <summary>Lifetime after the connection has ended, seconds; <see cref="uint.MaxValue"/> for ever.</summary>
    public uint ExpirySeconds { get; set; }

    /// <summary>When the connection ended, Unix ms.</summary>
    public long DisconnectedAt { get; set; }

    /// <summary>Its will, while that waits.</summary>
    public PendingWill? Will { get; set; }

    /// <summary>Tells the store; null if the session ends with its connection, or there is no store.</summary>
    public SessionJournal? Journal { get; }

    public Outbox Outbox { get; }

    public HeldReceipts Receipts => _receipts;

    /// <summary>By filter; the read loop of its connection, and whoever ends the session.</summary>
    public Dictionary<string, Subscription> Subscriptions { get; } = new(StringComparer.Ordinal);

    /// <summary>The connection it has now.</summary>
    public MqttSession? Connection => _connection;

    public bool IsConnected => _connection is not null;

    /// <summary>When it is over if the client does not come back, Unix ms.</summary>
    public long ExpiresAt => ExpirySeconds == uint.MaxValue ? long.MaxValue : DisconnectedAt + (ExpirySeconds * 1_000L);

    /// <summary>Takes up what a store has kept.</summary>
    public static SessionState From(KeptSession kept, MqttServerOptions options, QueueBudget budget, IMqttSessionStore store, TimeProvider time)
    {
        var state = new SessionState(kept.ClientId, kept.Owner, kept.ExpirySeconds, options, budget, store)
        {
            DisconnectedAt = kept.DisconnectedAt ?? time.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        foreach (var subscription in kept.Subscriptions)
        {
            state.Subscriptions[subscription.Filter] = Subscription.From(state, subscription);
        }

        foreach (var packetId in kept.Receipts)
        {
            state.Receipts.Restore(packetId);
        }

        state.Outbox.Restore(kept.Deliveries.Select(d => (
            new Delivery(new OutboundMessage(d.Message, time), d.Qos, d.Retain, [.. d.SubscriptionIds], Sequence: d.Sequence), d.PacketId, d.Received)));
        return state;
    }

    public void Attach(MqttSession connection, int receiveMaximum)
    {
        Outbox.Attach(receiveMaximum);
        _connection = connection;
    }

    public void Detach(long now)
    {
        _connection = null;
        DisconnectedAt = now;
        Outbox.Detach();
    }

    /// <summary>Queues a live message. The task, if there is one, completes when the store has it.</summary>
    public Admission Deliver(in Delivery delivery, out Task? stored)
    {
        var admission = Outbox.Add(delivery, out stored);
        _connection?.Sender.Wake();
        return admission;
    }
}
