namespace UrbanGrid.Mqtt;

/// <summary>Limits of the server; all finite.</summary>
public sealed record MqttServerOptions
{
    /// <summary>Largest packet accepted, bytes; larger ones close the connection with <see cref="MqttReasonCode.PacketTooLarge"/>.</summary>
    public int MaxPacketBytes { get; init; } = 2_200_000;

    /// <summary>
    /// Unacknowledged messages of QoS 1 and 2 accepted per connection (receive maximum); beyond it the socket is not read, and a
    /// client of version 5, which has been told, is disconnected. As many are sent to a subscriber unacknowledged.
    /// </summary>
    public int MaxInflightPerSession { get; init; } = 256;

    /// <summary>
    /// Messages queued to a slow or absent subscriber. Beyond it messages of QoS 0 are dropped; of QoS 1 and 2 a persistent
    /// session loses its oldest, and a client without one is disconnected. All counted, and for that client alone.
    /// </summary>
    public int MaxQueuedPerSession { get; init; } = 1_000;

    /// <summary>Bytes queued to one persistent session, as <see cref="MaxQueuedPerSession"/>.</summary>
    public long MaxQueuedBytesPerSession { get; init; } = 16 * 1024 * 1024;

    /// <summary>Bytes queued to all persistent sessions together, as <see cref="MaxQueuedPerSession"/>.</summary>
    public long MaxQueuedBytes { get; init; } = 512 * 1024 * 1024;

    /// <summary>Longest lifetime of a session without a connection; clients of version 5 are told if it is less than they asked for.</summary>
    public TimeSpan MaxSessionExpiry { get; init; } = TimeSpan.FromDays(30);

    /// <summary>
    /// Longest keep-alive; a client of version 5 that asks for more, or for none, is given this one (server keep alive).
    /// Null leaves it to the clients.
    /// </summary>
    public TimeSpan? MaxKeepAlive { get; init; }

    /// <summary>Topic prefix for answers that clients of version 5 are told when they ask (response information); null for none.</summary>
    public string? ResponseInformation { get; init; }

    /// <summary>How often the figures below <c>$SYS/broker</c> are published; null for never.</summary>
    public TimeSpan? FiguresInterval { get; init; }

    /// <summary>Time in which CONNECT must come.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Sessions at one time, connected or waiting for their client; further ones are refused with
    /// <see cref="MqttReasonCode.ServerBusy"/>.
    /// </summary>
    public int MaxSessions { get; init; } = 100_000;

    /// <summary>Topics with a retained message; further ones are delivered but not kept.</summary>
    public int MaxRetainedMessages { get; init; } = 100_000;

    /// <summary>Subscriptions of one session; further ones are refused with <see cref="MqttReasonCode.QuotaExceeded"/>.</summary>
    public int MaxSubscriptionsPerSession { get; init; } = 1_000;

    /// <summary>What a client of version 5 is told of a subscription that the application does not allow.</summary>
    public MqttReasonCode RefusedSubscription { get; init; } = MqttReasonCode.NotAuthorized;

    /// <summary>Characters of a client identifier.</summary>
    public int MaxClientIdLength { get; init; } = 256;

    /// <summary>Topic aliases a client of version 5 may use, and the server to it.</summary>
    public ushort TopicAliasMaximum { get; init; } = 64;

    /// <summary>How long a client may leave what is sent to it unread before it is cut off.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary><see cref="MaxSessionExpiry"/> as MQTT says it: seconds, <see cref="uint.MaxValue"/> for no end.</summary>
    internal uint LongestExpirySeconds => (uint)Math.Min(uint.MaxValue, MaxSessionExpiry.TotalSeconds);
}
