namespace UrbanGrid.Hub.Evidence;

/// <summary>A link of the evidence chain: one file of an incident, bound to all that came before it. Never changed.</summary>
public sealed class EvidenceLinkRow
{
    /// <summary>1, 2, 3 … without a gap.</summary>
    public required long Position { get; init; }

    /// <summary>Incident it is evidence of.</summary>
    public required long IncidentId { get; init; }

    /// <summary>SHA-256 of the file, its address in the store.</summary>
    public required string Sha256 { get; init; }

    /// <summary>e.g. <c>image/jpeg</c>.</summary>
    public required string MediaType { get; init; }

    /// <summary>What it shows: <c>before</c>, <c>put_down</c>, <c>detection</c>, <c>annotated</c>, <c>clip</c>.</summary>
    public required string Stage { get; init; }

    /// <summary>When it was taken, Unix ms.</summary>
    public required long TakenAt { get; init; }

    /// <summary>When the hub took it in, Unix ms.</summary>
    public required long AddedAt { get; init; }

    /// <summary>Who it comes from: the camera's device id.</summary>
    public required string By { get; init; }

    /// <summary>Hash of the link before it.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>Hash of this one, see <see cref="EvidenceHash"/>.</summary>
    public required string Hash { get; init; }
}

/// <summary>The end of the chain: one row, so that links taken off the end are missed too.</summary>
public sealed class EvidenceHeadRow
{
    /// <summary>Always 1.</summary>
    public int Id { get; init; }

    /// <summary>Position of the last link.</summary>
    public long Position { get; set; }

    /// <summary>Its hash.</summary>
    public required string Hash { get; set; }
}
