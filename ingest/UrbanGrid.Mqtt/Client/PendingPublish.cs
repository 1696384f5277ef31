using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Client;

/// <summary>A publish of the client that has not been answered yet.</summary>
internal sealed class PendingPublish(EncodedMessage message, MqttQos qos, bool retain, uint? expirySeconds)
    : TaskCompletionSource<MqttReasonCode>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public EncodedMessage Message { get; } = message;

    public MqttQos Qos { get; } = qos;

    public bool Retain { get; } = retain;

    public uint? ExpirySeconds { get; } = expirySeconds;
}
