using UrbanGrid.Ingest.ThingsBoard;

namespace UrbanGrid.Ingest.Gateway;

/// <summary>ThingsBoard's device API: a command is a server-side RPC to the sessions of the device that listen to it.</summary>
internal sealed class ThingsBoardCommandLink(ThingsBoardApi api) : ICommandLink
{
    public long? ListensSince(OutgoingCommand command) => api.ListensSince(command.DeviceId);

    public async ValueTask SendAsync(OutgoingCommand command, CancellationToken cancellationToken) =>
        await api.SendAsync(command.DeviceId, command.Id, command.Name, command.Args, cancellationToken);
}
