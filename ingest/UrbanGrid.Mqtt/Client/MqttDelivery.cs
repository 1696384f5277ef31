namespace UrbanGrid.Mqtt;

/// <summary>A message delivered to a client. The handler's completion sends the PUBACK.</summary>
/// <param name="Topic">Topic name.</param>
/// <param name="Payload">Payload; belongs to the handler.</param>
/// <param name="Qos">Quality of service it came with.</param>
/// <param name="Retain">Whether it is a retained message.</param>
public readonly record struct MqttDelivery(string Topic, ReadOnlyMemory<byte> Payload, MqttQos Qos, bool Retain)
{
    /// <summary>What an MQTT 5 publisher set beside the payload; null if nothing.</summary>
    public MqttMessageProperties? Properties { get; init; }
}
