namespace UrbanGrid.Mqtt;

/// <summary>The connection was lost, or never made, before the server answered; the message may or may not have arrived.</summary>
public sealed class MqttNotConnectedException(string message, Exception? inner = null) : IOException(message, inner);
