namespace UrbanGrid.Mqtt;

/// <summary>The server refused a CONNECT or a SUBSCRIBE.</summary>
public sealed class MqttRefusedException(MqttReasonCode reason, string message) : Exception(message)
{
    /// <summary>Reason the server gave.</summary>
    public MqttReasonCode Reason { get; } = reason;
}
