namespace UrbanGrid.Mqtt;

/// <summary>How a client subscribes, MQTT 5 §3.8.3.1; version 3.1.1 knows the quality of service alone.</summary>
public sealed record MqttSubscribeOptions
{
    /// <summary>Highest quality of service of a delivery.</summary>
    public MqttQos Qos { get; init; } = MqttQos.AtLeastOnce;

    /// <summary>Whether to leave out what this client publishes itself.</summary>
    public bool NoLocal { get; init; }

    /// <summary>Whether deliveries keep the retain flag of their publisher.</summary>
    public bool RetainAsPublished { get; init; }

    /// <summary>When retained messages are sent for it.</summary>
    public RetainHandling RetainHandling { get; init; }

    /// <summary>
    /// Whether the handler completes <see cref="MqttDelivery.Receipt"/>, at any later time and from any thread.
    /// Acknowledgements leave in the order of the deliveries; a receipt that is never completed holds back those behind
    /// it, and in the end everything: no more deliveries come than <see cref="MqttClientOptions.MaxPendingDeliveries"/>.
    /// </summary>
    public bool AcknowledgeByHandler { get; init; }
}
