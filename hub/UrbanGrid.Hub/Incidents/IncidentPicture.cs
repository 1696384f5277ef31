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

    /// <summary>Camera it comes from; only known while it is taken in, and kept in the evidence chain.</summary>
    public string? By { get; init; }

    /// <summary>What a case calls the moment.</summary>
    public string Stage => Moment switch
    {
        PictureMoment.Before => "before",
        PictureMoment.PutDown => "put_down",
        PictureMoment.Detection => "detection",
        _ => "annotated",
    };
}
