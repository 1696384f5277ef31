namespace UrbanGrid.Mqtt;

/// <summary>A subscription as it is kept.</summary>
/// <param name="Filter">Topic filter as subscribed to, also <c>$share/…</c>.</param>
/// <param name="Options">Options byte of SUBSCRIBE, MQTT 5 §3.8.3.1, with the QoS that was granted.</param>
/// <param name="Identifier">Subscription identifier; 0 for none.</param>
public sealed record KeptSubscription(string Filter, byte Options, int Identifier);
