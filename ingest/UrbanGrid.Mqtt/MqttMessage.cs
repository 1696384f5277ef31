namespace UrbanGrid.Mqtt;

/// <summary>A message the application gives to <see cref="MqttServer.PublishAsync(MqttMessage, CancellationToken)"/>.</summary>
public sealed record MqttMessage
{
    /// <summary>Topic name.</summary>
    public required string Topic { get; init; }

    /// <summary>Payload; copied before the call returns.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Highest quality of service a subscriber gets it with.</summary>
    public MqttQos Qos { get; init; }

    /// <summary>Whether to keep it for later subscribers; with an empty payload it deletes what is kept.</summary>
    public bool Retain { get; init; }

    /// <summary>MQTT 5 properties handed on.</summary>
    public MqttMessageProperties? Properties { get; init; }

    /// <summary>Client it came from; that client's subscriptions with "no local" do not get it.</summary>
    public string? SenderId { get; init; }
}
