using System.Text.Json;
using UrbanGrid.Ingest.Gateway;

namespace UrbanGrid.Hub.Commands;

/// <summary>A command to a device: who ordered it, and what came of it. It stays as the record of what was done.</summary>
public sealed class CommandRecord
{
    /// <summary>Given by the hub; the same on the wire each time it is sent.</summary>
    public required string Id { get; init; }

    /// <summary>Device.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Name of the command.</summary>
    public required string Name { get; init; }

    /// <summary>JSON object of its arguments; null for none.</summary>
    public string? ArgsJson { get; init; }

    /// <summary>Where it stands.</summary>
    public CommandState State { get; init; }

    /// <summary>Who ordered it, Chinese name.</summary>
    public required string By { get; init; }

    /// <summary>Their sign-in name.</summary>
    public required string User { get; init; }

    /// <summary>When, Unix ms.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>When it is given up, Unix ms.</summary>
    public required long ExpiresAt { get; init; }

    /// <summary>How often it is sent again to a device that listens and does not answer.</summary>
    public required int Retries { get; init; }

    /// <summary>When it was sent last, Unix ms; null if never.</summary>
    public long? SentAt { get; init; }

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>When the device answered, Unix ms; later than <see cref="ClosedAt"/> if it was given up before.</summary>
    public long? AnsweredAt { get; init; }

    /// <summary>JSON of what the device answered; null for nothing.</summary>
    public string? ResultJson { get; init; }

    /// <summary>Why it failed, in the device's words.</summary>
    public string? Error { get; init; }

    /// <summary>When nothing more was to be done, Unix ms; null while it is open.</summary>
    public long? ClosedAt { get; init; }

    /// <summary>As it goes over the wire.</summary>
    public OutgoingCommand Outgoing => new(
        Id, DeviceId, Name, ArgsJson is null ? null : JsonSerializer.Deserialize<JsonElement>(ArgsJson), ExpiresAt);

    /// <summary>
    /// Whether it is to be sent now: it never was, the device has come back since, or it has not answered for its part of the
    /// time (the whole time, divided by one more than the retries).
    /// </summary>
    /// <param name="now">Unix ms.</param>
    /// <param name="listensSince">Since when the device listens, Unix ms.</param>
    public bool IsDue(long now, long listensSince) =>
        SentAt is not { } sent || sent < listensSince || (Attempts <= Retries && now - sent >= (ExpiresAt - CreatedAt) / (Retries + 1));
}
