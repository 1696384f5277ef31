using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Client;

/// <summary>What the server said of itself when it accepted the connection, MQTT 5 §3.2.2.3.</summary>
internal sealed record ServerAnswer
{
    /// <summary>Whether it has the session of an earlier connection.</summary>
    public bool SessionPresent { get; init; }

    /// <summary>Publishes of QoS 1 and 2 it takes unacknowledged.</summary>
    public int ReceiveMaximum { get; init; } = ushort.MaxValue;

    public MqttQos MaximumQos { get; init; } = MqttQos.ExactlyOnce;

    /// <summary>Largest packet it takes, bytes; null if it sets no limit.</summary>
    public uint? MaximumPacketSize { get; init; }

    /// <summary>Keep alive it wants; null leaves the client's own.</summary>
    public TimeSpan? KeepAlive { get; init; }

    /// <summary>Client identifier it chose; null if the client sent one.</summary>
    public string? AssignedClientId { get; init; }

    public static ServerAnswer From(ConnAckPacket packet)
    {
        var properties = packet.Properties;
        var seconds = properties?.Number(PropertyId.ServerKeepAlive);
        return new ServerAnswer
        {
            SessionPresent = packet.SessionPresent,
            ReceiveMaximum = (int)(properties?.Number(PropertyId.ReceiveMaximum) ?? ushort.MaxValue),
            MaximumQos = (MqttQos)(properties?.Number(PropertyId.MaximumQoS) ?? (uint)MqttQos.ExactlyOnce),
            MaximumPacketSize = properties?.Number(PropertyId.MaximumPacketSize),
            KeepAlive = seconds is null ? null : TimeSpan.FromSeconds(seconds.Value),
            AssignedClientId = properties?.Text(PropertyId.AssignedClientIdentifier),
        };
    }
}
