using UrbanGrid.Contracts;

namespace UrbanGrid.Hub.Incidents;

/// <summary>A picture of an incident.</summary>
public sealed class IncidentPicture
{
    /// <summary>Given by the store.</summary>
    public long Id { get; init; }

    /// <summary>The incident it belongs to.</summary>
    public long IncidentId { get; init; }

    /// <summary>What it shows.</summary>
    public required PictureMoment Moment { get; init; }

    /// <summary>Unix ms.</summary>
    public required long TakenAt { get; init; }

    /// <summary>Address in the evidence store.</summary>
    public required string Sha256 { get; init; }
}
