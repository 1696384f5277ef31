namespace UrbanGrid.Mqtt;

/// <summary>A message delivered to a client.</summary>
/// <param name="Topic">Topic name.</param>
/// <param name="Payload">Payload; belongs to the handler.</param>
/// <param name="Qos">Quality of service it came with.</param>
/// <param name="Retain">Whether it is a retained message.</param>
public readonly record struct MqttDelivery(string Topic, ReadOnlyMemory<byte> Payload, MqttQos Qos, bool Retain)
{
    /// <summary>What an MQTT 5 publisher set beside the payload; null if nothing.</summary>
    public MqttMessageProperties? Properties { get; init; }

    /// <summary>Whether the server sent it before and saw no acknowledgement.</summary>
    public bool Duplicate { get; init; }

    /// <summary>
    /// Its acknowledgement (PUBACK, or PUBREC at QoS 2): completed by the client when the handlers are done, unless one of
    /// them was subscribed with <see cref="MqttSubscribeOptions.AcknowledgeByHandler"/>.
    /// </summary>
    public PublishReceipt Receipt { get; init; }
}
