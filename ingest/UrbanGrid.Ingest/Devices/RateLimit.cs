namespace UrbanGrid.Ingest.Devices;

/// <summary>
/// How fast a device of a model may send before it is made to wait. Device attributes <c>rate.messages_per_second</c> and
/// <c>rate.burst</c> override each; null takes the hub's own limit.
/// </summary>
public sealed record RateLimit
{
    /// <summary>Device attribute that overrides <see cref="MessagesPerSecond"/>.</summary>
    public const string PerSecondAttribute = "rate.messages_per_second";

    /// <summary>Device attribute that overrides <see cref="Burst"/>.</summary>
    public const string BurstAttribute = "rate.burst";

    /// <summary>Messages per second in the long run; above 0.</summary>
    public double? MessagesPerSecond { get; init; }

    /// <summary>Messages at once before it waits; at least 1.</summary>
    public double? Burst { get; init; }
}
