namespace UrbanGrid.Casework.Store;

/// <summary>A scheme of evaluation that a city made.</summary>
internal sealed class EvaluationSchemeRow
{
    /// <summary>Id.</summary>
    public required string Id { get; set; }

    /// <summary>Key of the kind of object.</summary>
    public required string Kind { get; set; }

    /// <summary>Name in Chinese.</summary>
    public required string NameZh { get; set; }

    /// <summary>Name in English.</summary>
    public required string NameEn { get; set; }

    /// <summary>JSON: parts, steps, denominator.</summary>
    public required string Definition { get; set; }

    /// <summary>The one its kind is evaluated by; at most one of a kind, none: the standard.</summary>
    public bool InUse { get; set; }

    /// <summary>Grows with every change.</summary>
    public long Version { get; set; }

    /// <summary>When it was last changed, Unix ms.</summary>
    public long ChangedAt { get; set; }

    /// <summary>Name of whoever changed it last.</summary>
    public required string ChangedBy { get; set; }
}
