namespace UrbanGrid.Ingest.Gateway;

/// <summary>A way commands take to devices: the hub's own topics, those of another product's device interface, somebody else's broker.</summary>
public interface ICommandLink
{
    /// <summary>Since when the device listens to the command on this link, Unix ms; null while it does not.</summary>
    long? ListensSince(OutgoingCommand command);

    /// <summary>Hands the command over at QoS 1. A device that stops listening at this moment may miss it.</summary>
    ValueTask SendAsync(OutgoingCommand command, CancellationToken cancellationToken);
}
