namespace UrbanGrid.Mqtt;

/// <summary>One change of what an <see cref="IMqttSessionStore"/> keeps. Each replaces what was kept under the same key.</summary>
public abstract record SessionChange
{
    private SessionChange()
    {
    }

    /// <summary>A session is there, or its lifetime or its being connected has changed.</summary>
    public sealed record SessionKept(string ClientId, string? Owner, uint ExpirySeconds, long? DisconnectedAt) : SessionChange;

    /// <summary>A session is over, with everything that belongs to it.</summary>
    public sealed record SessionForgotten(string ClientId) : SessionChange;

    /// <summary>A session has subscribed.</summary>
    public sealed record SubscriptionKept(string ClientId, KeptSubscription Subscription) : SessionChange;

    /// <summary>A session has unsubscribed.</summary>
    public sealed record SubscriptionForgotten(string ClientId, string Filter) : SessionChange;

    /// <summary>A message waits for a session.</summary>
    public sealed record DeliveryKept(string ClientId, KeptDelivery Delivery) : SessionChange;

    /// <summary>It has been given a packet identifier, and is sent.</summary>
    public sealed record DeliverySent(string ClientId, long Sequence, ushort PacketId) : SessionChange;

    /// <summary>The client has received it (PUBREC); only its packet identifier is still in use.</summary>
    public sealed record DeliveryReceived(string ClientId, long Sequence) : SessionChange;

    /// <summary>The client has acknowledged it, or it was dropped.</summary>
    public sealed record DeliveryForgotten(string ClientId, long Sequence) : SessionChange;

    /// <summary>A QoS 2 message of the client has been received; it must not be taken again until it is released.</summary>
    public sealed record ReceiptKept(string ClientId, ushort PacketId) : SessionChange;

    /// <summary>The client has released it (PUBREL).</summary>
    public sealed record ReceiptForgotten(string ClientId, ushort PacketId) : SessionChange;

    /// <summary>A topic has a retained message.</summary>
    public sealed record RetainedKept(KeptMessage Message) : SessionChange;

    /// <summary>A topic has none any more.</summary>
    public sealed record RetainedForgotten(string Topic) : SessionChange;
}
