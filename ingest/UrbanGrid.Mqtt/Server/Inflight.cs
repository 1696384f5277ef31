namespace UrbanGrid.Mqtt.Server;

/// <summary>A message of QoS 1 or 2 that has a packet identifier, MQTT 5 §4.3.</summary>
/// <param name="Delivery">What is sent.</param>
/// <param name="Order">Rises in the order in which they were sent first.</param>
/// <param name="IsSent">Whether PUBLISH has left, so that the next one is a duplicate.</param>
/// <param name="IsReceived">Whether PUBREC has come: PUBREL is owed, and PUBCOMP awaited.</param>
internal readonly record struct Inflight(Delivery Delivery, long Order, bool IsSent, bool IsReceived);
