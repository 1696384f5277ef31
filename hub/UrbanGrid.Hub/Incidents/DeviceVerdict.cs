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

    /// <summary>Category of the incident when it was decided; null for verdicts of before it was kept.</summary>
    public string? Category { get; init; }

    /// <summary>Zone of the camera; null for a sensor.</summary>
    public string? Zone { get; init; }

    /// <summary>Box in the picture, see <see cref="BoxText"/>; null for a sensor.</summary>
    public string? Box { get; init; }

    /// <summary>What a camera took the thing for.</summary>
    public string? Thing { get; init; }

    /// <summary>Who brought it: <c>person</c>, <c>vehicle</c> or null.</summary>
    public string? BroughtBy { get; init; }

    /// <summary>What the detector measured, see <see cref="FeaturesText"/>.</summary>
    public string? FeaturesJson { get; init; }

    /// <summary>When the condition of the alarm began, Unix ms; null for verdicts of before it was kept.</summary>
    public long? StartedAt { get; init; }

    /// <summary>When the alarm was raised, Unix ms; null for verdicts of before it was kept.</summary>
    public long? RaisedAt { get; init; }

    /// <summary>Probability that the incident was right, as it stood before the decision; null where none was given.</summary>
    public double? Probability { get; init; }

    /// <summary>Whether the incident was due for automatic filing and came to an operator as a sample, to measure its precision.</summary>
    public bool Sampled { get; init; }
}
