namespace UrbanGrid.Casework.Catalogue;

/// <summary>Where a version stands; by its effective date alone.</summary>
public enum VersionState
{
    /// <summary>草稿: being prepared; can be changed.</summary>
    Draft,
    /// <summary>待生效: will be in force; can be taken back and changed.</summary>
    Scheduled,
    /// <summary>现行: in force; immutable.</summary>
    InForce,
    /// <summary>历史: a later one is in force; immutable.</summary>
    Past,
}

/// <summary>A version of the catalogue, without its classes.</summary>
/// <param name="Id">1, 2, 3 …</param>
/// <param name="Scheme">Key of the code scheme.</param>
/// <param name="State">Where it stands now.</param>
/// <param name="EffectiveFrom">Unix ms from which it is in force; null for a draft, 0 for the first.</param>
/// <param name="Note">What it is for.</param>
/// <param name="Revision">Grows with every change of the draft.</param>
/// <param name="Digest">SHA-256 of scheme, effective date and classes.</param>
/// <param name="CreatedAt">Unix ms.</param>
/// <param name="CreatedBy">Name.</param>
/// <param name="ChangedAt">Last change or publication, Unix ms.</param>
/// <param name="ChangedBy">Name.</param>
public sealed record CatalogueVersion(
    long Id, string Scheme, VersionState State, long? EffectiveFrom, string Note, long Revision, string Digest, long CreatedAt, string CreatedBy,
    long ChangedAt, string ChangedBy);

/// <summary>A version with its classes.</summary>
/// <param name="Version">Which.</param>
/// <param name="Catalogue">What it says.</param>
public sealed record VersionedCatalogue(CatalogueVersion Version, CaseCatalogue Catalogue);
