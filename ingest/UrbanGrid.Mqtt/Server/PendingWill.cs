namespace UrbanGrid.Mqtt.Server;

/// <summary>A will that waits for its client to come back, MQTT 5 §3.1.3.2.2.</summary>
/// <param name="Connection">The connection that left it.</param>
/// <param name="DueAt">When it is published at the latest, Unix ms.</param>
internal sealed record PendingWill(MqttSession Connection, long DueAt);
