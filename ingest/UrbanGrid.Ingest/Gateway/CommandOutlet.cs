using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest.Gateway;

/// <summary>
/// Puts an order on its way to a device: through the hub's own server, and through the external broker if there is one. A
/// device is connected to one of them; the other has nobody to deliver to.
/// </summary>
internal sealed class CommandOutlet(Lazy<MqttServer> server)
{
    private Func<string, ReadOnlyMemory<byte>, CancellationToken, Task>? _broker;

    /// <summary>Sends orders through an external broker too.</summary>
    public void ThroughBroker(Func<string, ReadOnlyMemory<byte>, CancellationToken, Task> publish) => _broker = publish;

    /// <summary>Publishes an order at QoS 1.</summary>
    public async Task PublishAsync(string topic, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        await server.Value.PublishAsync(topic, payload, MqttQos.AtLeastOnce, retain: false, cancellationToken);
        if (_broker is { } broker)
        {
            await broker(topic, payload, cancellationToken);
        }
    }
}
