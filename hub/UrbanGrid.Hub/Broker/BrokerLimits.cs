using UrbanGrid.Mqtt;

namespace UrbanGrid.Hub.Broker;

/// <summary>Limits of the plain broker: wide enough for load comparisons, finite all the same.</summary>
internal static class BrokerLimits
{
    /// <summary>What its server gets.</summary>
    public static MqttServerOptions Options { get; } = new()
    {
        MaxInflightPerSession = 1_000,
        MaxQueuedPerSession = 200_000,
        MaxQueuedBytesPerSession = 256 * 1024 * 1024,
        MaxQueuedBytes = 1024L * 1024 * 1024,
        MaxSubscriptionsPerSession = 10_000,
        MaxSessionExpiry = TimeSpan.MaxValue,
        MaxKeepAlive = TimeSpan.FromSeconds(60),
        ResponseInformation = "response",
        // The suites that others wrote ask for this code and no other.
        RefusedSubscription = MqttReasonCode.UnspecifiedError,
        FiguresInterval = TimeSpan.FromSeconds(10),
    };
}
