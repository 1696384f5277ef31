namespace UrbanGrid.Mqtt;

/// <summary>A will message, MQTT 5 §3.1.2.5.</summary>
/// <param name="Topic">Where it is published.</param>
/// <param name="Payload">What is published.</param>
/// <param name="Qos">Quality of service.</param>
/// <param name="Retain">Whether it is retained.</param>
public sealed record MqttWill(string Topic, ReadOnlyMemory<byte> Payload, MqttQos Qos, bool Retain);
