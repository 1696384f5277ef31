namespace UrbanGrid.Casework.Store;

/// <summary>A change of a scheme; these rows are only added, and stay when the scheme is gone.</summary>
internal sealed class EvaluationSchemeChangeRow
{
    /// <summary>Row id.</summary>
    public long Id { get; set; }

    /// <summary>Id of the scheme.</summary>
    public required string Scheme { get; set; }

    /// <summary>Key of the kind of object.</summary>
    public required string Kind { get; set; }

    /// <summary>Unix ms.</summary>
    public long At { get; set; }

    /// <summary>User id of whoever did it.</summary>
    public required string ActorId { get; set; }

    /// <summary>Their name at that time.</summary>
    public required string ActorName { get; set; }

    /// <summary><c>created</c>, <c>changed</c>, <c>deleted</c> or <c>used</c>.</summary>
    public required string Change { get; set; }

    /// <summary>Name in Chinese after it.</summary>
    public required string NameZh { get; set; }

    /// <summary>Name in English after it.</summary>
    public required string NameEn { get; set; }

    /// <summary>JSON of what the scheme said after it.</summary>
    public required string Definition { get; set; }
}
