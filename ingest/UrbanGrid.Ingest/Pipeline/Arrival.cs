using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>A message at the gateway: whose, what kind (null if the topic is none of the contract's), and the bytes.</summary>
internal readonly record struct Arrival(DeviceLane Lane, DeviceTopic? Topic, MqttInbound Message)
{
    /// <summary>Whether the device's rate limit does not apply, because waiting would hold up other devices.</summary>
    public bool Unthrottled { get; init; }
}
