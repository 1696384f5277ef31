using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>A message at the gateway.</summary>
/// <param name="Lane">Whose.</param>
/// <param name="Topic">What kind; null if the topic is none the hub knows.</param>
/// <param name="Message">The bytes.</param>
/// <param name="Format">In whose words.</param>
/// <param name="Refused">Why it cannot be used, where the gateway found that out itself.</param>
internal readonly record struct Arrival(
    DeviceLane Lane, DeviceTopic? Topic, MqttInbound Message, PayloadFormat Format = PayloadFormat.OfModel, string? Refused = null)
{
    /// <summary>Whether the device's rate limit does not apply, because waiting would hold up other devices.</summary>
    public bool Unthrottled { get; init; }
}
