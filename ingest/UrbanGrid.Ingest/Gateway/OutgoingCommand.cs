using System.Text.Json;

namespace UrbanGrid.Ingest.Gateway;

/// <summary>A command on its way to a device.</summary>
/// <param name="Id">Its id; the same when it is sent again, so that the device can tell a repeat.</param>
/// <param name="DeviceId">Device.</param>
/// <param name="Name">Name of the command.</param>
/// <param name="Args">Arguments; null for none.</param>
/// <param name="ExpiresAt">Moment from which it must not be carried out any more, Unix ms.</param>
public sealed record OutgoingCommand(string Id, string DeviceId, string Name, JsonElement? Args, long ExpiresAt);
