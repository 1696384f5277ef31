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

    public ValueTask SendAsync(OutgoingCommand command, CancellationToken cancellationToken) =>
        server.Value.PublishAsync(command.ToMessage(time.GetUtcNow().ToUnixTimeMilliseconds()), cancellationToken);
}
