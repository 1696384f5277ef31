using System.Text.Json;

namespace UrbanGrid.Ingest.Gateway;

/// <summary>A device's answer to a command.</summary>
/// <param name="DeviceId">Device that answered.</param>
/// <param name="CommandId">Id of the command.</param>
/// <param name="Ok">Whether it did what it was told.</param>
/// <param name="Result">What it said beside that; null for nothing.</param>
/// <param name="Fault">Why the answer cannot be read; null if it can.</param>
public sealed record CommandReply(string DeviceId, string CommandId, bool Ok, JsonElement? Result, string? Fault = null);

/// <summary>
/// Keeps an answer; it is acknowledged to the device when the task completes. The same answer may come again, and one may
/// come that nobody waits for.
/// </summary>
public delegate ValueTask TakeReply(CommandReply reply, CancellationToken cancellationToken);
