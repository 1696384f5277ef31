namespace UrbanGrid.Mqtt;

/// <summary>A message as it is kept.</summary>
public sealed record KeptMessage
{
    /// <summary>Topic name.</summary>
    public required string Topic { get; init; }

    /// <summary>Payload.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Properties as MQTT 5 §2.2.2 encodes them, without length, expiry and subscription identifiers.</summary>
    public ReadOnlyMemory<byte> Properties { get; init; }

    /// <summary>Quality of service it was published with.</summary>
    public required MqttQos Qos { get; init; }

    /// <summary>Whether it was published to be retained.</summary>
    public bool Retain { get; init; }

    /// <summary>Client it came from.</summary>
    public string? SenderId { get; init; }

    /// <summary>When its life is over, Unix ms; null if never.</summary>
    public long? ExpiresAt { get; init; }
}
