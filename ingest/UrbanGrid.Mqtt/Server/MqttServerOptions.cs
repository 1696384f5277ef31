namespace UrbanGrid.Mqtt;

/// <summary>Limits of the server; all finite.</summary>
public sealed record MqttServerOptions
{
    /// <summary>Largest packet accepted, bytes; larger ones close the connection with <see cref="MqttReasonCode.PacketTooLarge"/>.</summary>
    public int MaxPacketBytes { get; init; } = 2_200_000;

    /// <summary>
    /// Unacknowledged QoS 1 messages accepted per connection (receive maximum); beyond it the socket is not read, and a
    /// client of version 5, which has been told, is disconnected. As many are sent to a subscriber unacknowledged.
    /// </summary>
    public int MaxInflightPerSession { get; init; } = 256;

    /// <summary>Messages queued to a slow subscriber before QoS 0 ones are dropped, counted, for it alone.</summary>
    public int MaxQueuedPerSession { get; init; } = 1_000;

    /// <summary>Time in which CONNECT must come.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Sessions at one time; further ones are refused with <see cref="MqttReasonCode.ServerBusy"/>.</summary>
    public int MaxSessions { get; init; } = 100_000;

    /// <summary>Topics with a retained message; further ones are delivered but not kept.</summary>
    public int MaxRetainedMessages { get; init; } = 100_000;

    /// <summary>Subscriptions of one session; further ones are refused with <see cref="MqttReasonCode.QuotaExceeded"/>.</summary>
    public int MaxSubscriptionsPerSession { get; init; } = 1_000;

    /// <summary>Characters of a client identifier.</summary>
    public int MaxClientIdLength { get; init; } = 256;

    /// <summary>Topic aliases a client of version 5 may use.</summary>
    public ushort TopicAliasMaximum { get; init; } = 64;

    /// <summary>How long a client may leave what is sent to it unread before it is cut off.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
