namespace UrbanGrid.Casework.Store;

/// <summary>
/// A version of the catalogue. Its classes are one document, because it is read, compared and made immutable as a whole.
/// </summary>
internal sealed class CatalogueVersionRow
{
    /// <summary>1, 2, 3 …</summary>
    public long Id { get; set; }

    /// <summary>Key of the code scheme.</summary>
    public required string Scheme { get; set; }

    /// <summary>Unix ms from which it is in force; null: a draft. No two versions begin at the same moment.</summary>
    public long? EffectiveFrom { get; set; }

    /// <summary>What it is for.</summary>
    public required string Note { get; set; }

    /// <summary>Grows with every change of the draft.</summary>
    public long Revision { get; set; }

    /// <summary>The classes with their conditions, JSON.</summary>
    public required string Content { get; set; }

    /// <summary>SHA-256 of scheme, effective date and content.</summary>
    public required string Digest { get; set; }

    /// <summary>When it was begun, Unix ms.</summary>
    public long CreatedAt { get; set; }

    /// <summary>Name of who began it.</summary>
    public required string CreatedBy { get; set; }

    /// <summary>When it was last changed or published, Unix ms.</summary>
    public long ChangedAt { get; set; }

    /// <summary>Name of who did that.</summary>
    public required string ChangedBy { get; set; }
}
