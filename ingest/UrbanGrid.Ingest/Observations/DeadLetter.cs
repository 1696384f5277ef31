namespace UrbanGrid.Ingest.Observations;

/// <summary>A message, or a part of one, that was acknowledged but could not be used; shown on the device's page.</summary>
public sealed record DeadLetter
{
    /// <summary>Device it came from.</summary>
    public required string DeviceId { get; init; }

    /// <summary>When it arrived, Unix ms.</summary>
    public required long ReceivedAt { get; init; }

    /// <summary>Topic it was published to.</summary>
    public required string Topic { get; init; }

    /// <summary>Code of the reason, see <see cref="RefusalText"/>.</summary>
    public required string Reason { get; init; }

    /// <summary>What exactly, in English: metric, value, place in the payload.</summary>
    public required string Detail { get; init; }

    /// <summary>Samples of the message that were refused; the others were stored.</summary>
    public required int Refused { get; init; }

    /// <summary>Length of the whole payload, bytes.</summary>
    public required long PayloadBytes { get; init; }

    /// <summary>Beginning of the payload.</summary>
    public required byte[] Payload { get; init; }
}
