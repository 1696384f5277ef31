namespace UrbanGrid.Mqtt;

/// <summary>A persistent session as it is kept.</summary>
public sealed record KeptSession
{
    /// <summary>Client identifier.</summary>
    public required string ClientId { get; init; }

    /// <summary>User whose session it is; nobody else gets it.</summary>
    public string? Owner { get; init; }

    /// <summary>Lifetime after the connection has ended, seconds; <see cref="uint.MaxValue"/> for ever.</summary>
    public required uint ExpirySeconds { get; init; }

    /// <summary>When the connection ended, Unix ms; null if it was connected at the last change.</summary>
    public long? DisconnectedAt { get; init; }

    /// <summary>What it has subscribed to.</summary>
    public IReadOnlyList<KeptSubscription> Subscriptions { get; init; } = [];

    /// <summary>Messages that wait for it or are not acknowledged, in order.</summary>
    public IReadOnlyList<KeptDelivery> Deliveries { get; init; } = [];

    /// <summary>Packet identifiers of its QoS 2 messages that are received and not released.</summary>
    public IReadOnlyList<ushort> Receipts { get; init; } = [];
}
