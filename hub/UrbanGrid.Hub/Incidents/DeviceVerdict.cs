namespace UrbanGrid.Hub.Incidents;

/// <summary>What an operator said about one device's alarm: the labels the triage model learns from.</summary>
public sealed class DeviceVerdict
{
    /// <summary>Given by the store.</summary>
    public long Id { get; init; }

    /// <summary>Device.</summary>
    public required string DeviceId { get; init; }

    /// <summary>Rule.</summary>
    public required string Rule { get; init; }

    /// <summary>Incident it was said of.</summary>
    public required long IncidentId { get; init; }

    /// <summary>Whether it was right.</summary>
    public required bool Confirmed { get; init; }

    /// <summary>Reason of a rejection.</summary>
    public string? Reason { get; init; }

    /// <summary>Confidence the alarm came with.</summary>
    public required double Score { get; init; }

    /// <summary>Unix ms.</summary>
    public required long At { get; init; }
}
