namespace UrbanGrid.Mqtt.Codec;

/// <summary>The peer broke the protocol; the connection has to be closed with <see cref="Reason"/>.</summary>
internal sealed class MqttProtocolException(MqttReasonCode reason, string message) : Exception(message)
{
    public MqttReasonCode Reason { get; } = reason;

    /// <summary>Bytes that cannot be parsed according to the specification, MQTT 5 §1.2.</summary>
    public static MqttProtocolException Malformed(string message) => new(MqttReasonCode.MalformedPacket, message);

    /// <summary>Parsable, but not allowed by the protocol or in this state, MQTT 5 §1.2.</summary>
    public static MqttProtocolException Protocol(string message) => new(MqttReasonCode.ProtocolError, message);
}
