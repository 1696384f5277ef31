namespace UrbanGrid.Mqtt;

/// <summary>A message for one session as it is kept.</summary>
public sealed record KeptDelivery
{
    /// <summary>Its place in the session's queue; rises.</summary>
    public required long Sequence { get; init; }

    /// <summary>What is sent.</summary>
    public required KeptMessage Message { get; init; }

    /// <summary>Quality of service it is sent with.</summary>
    public required MqttQos Qos { get; init; }

    /// <summary>Retain flag it is sent with.</summary>
    public bool Retain { get; init; }

    /// <summary>Identifiers of the subscriptions that matched.</summary>
    public IReadOnlyList<int> SubscriptionIds { get; init; } = [];

    /// <summary>Packet identifier it was sent with; 0 if it has not been sent.</summary>
    public ushort PacketId { get; init; }

    /// <summary>Whether the client has received it at QoS 2 and PUBREL is owed.</summary>
    public bool Received { get; init; }
}
