namespace UrbanGrid.Hub.Incidents;

/// <summary>Where a clip stands.</summary>
public enum ClipState
{
    /// <summary>The camera was asked for it, or it is on its way.</summary>
    Asked,
    /// <summary>It is in the evidence store.</summary>
    Stored,
    /// <summary>There will be none; <see cref="IncidentClip.Reason"/> says why.</summary>
    Failed,
}

/// <summary>
/// The video of the moments around an alarm, which the camera's edge agent cuts out of its recording when the hub asks. Its
/// row is the order and, once it is there, the evidence.
/// </summary>
public sealed class IncidentClip
{
    /// <summary>The device refuses; <see cref="Error"/> has its words.</summary>
    public const string Refused = "refused";
    /// <summary>The device did not answer in time.</summary>
    public const string Unreachable = "unreachable";
    /// <summary>It was promised and did not come in time.</summary>
    public const string Lost = "lost";
    /// <summary>What came is not what was announced.</summary>
    public const string Damaged = "damaged";

    /// <summary>Id of the order, of the command that carries it, and of the file that answers it.</summary>
    public required string Id { get; init; }

    /// <summary>The incident it belongs to.</summary>
    public long IncidentId { get; init; }

    /// <summary>Camera.</summary>
    public required string CameraId { get; init; }

    /// <summary>Begin, Unix ms: as wanted, then as it came.</summary>
    public required long From { get; set; }

    /// <summary>End, Unix ms.</summary>
    public required long To { get; set; }

    /// <summary>Where it stands.</summary>
    public ClipState State { get; set; }

    /// <summary>Why there is none: one of the constants above; null otherwise.</summary>
    public string? Reason { get; set; }

    /// <summary>The device's own words to that; null for none.</summary>
    public string? Error { get; set; }

    /// <summary>Address in the evidence store; null until it is there.</summary>
    public string? Sha256 { get; set; }

    /// <summary>What it is, e.g. <c>video/mp4</c>; null until it is there.</summary>
    public string? MediaType { get; set; }

    /// <summary>When it was asked for, Unix ms.</summary>
    public required long AskedAt { get; init; }

    /// <summary>When it was there, or given up, Unix ms; null while it is waited for.</summary>
    public long? ClosedAt { get; set; }
}
