using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest.Gateway;

/// <summary>
/// The hub's own topics: <c>urbangrid/v1/{device}/command/{name}</c>. A device listens once it, or the edge agent it speaks
/// through, is connected and has subscribed.
/// </summary>
internal sealed class MqttCommandLink(Lazy<MqttServer> server, DeviceConnections connections, DeviceRegistry registry, TimeProvider time) : ICommandLink
{
    public long? ListensSince(OutgoingCommand command)
    {
        var since = connections.Since(command.DeviceId)
            ?? (registry.Find(command.DeviceId)?.Gateway is { } gateway ? connections.Since(gateway) : null);
        return since is not null && server.Value.HasSubscriber(DeviceTopic.Command(command.DeviceId, command.Name)) ? since : null;
    }

    public ValueTask SendAsync(OutgoingCommand command, CancellationToken cancellationToken)
    {
        var left = TimeSpan.FromMilliseconds(command.ExpiresAt - time.GetUtcNow().ToUnixTimeMilliseconds());
        var message = new MqttMessage
        {
            Topic = DeviceTopic.Command(command.DeviceId, command.Name),
            Payload = JsonSerializer.SerializeToUtf8Bytes(new CommandPayload(command.Id, command.Args), WireJson.Default.CommandPayload),
            Qos = MqttQos.AtLeastOnce,
            // A lamp must not be switched by an order that waited somewhere on the way until it was given up.
            Properties = new MqttMessageProperties { Expiry = left > TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1) },
        };
        return server.Value.PublishAsync(message, cancellationToken);
    }
}
