using UrbanGrid.Casework.Catalogue.Uses;

namespace UrbanGrid.Casework.Catalogue;

/// <summary>Why a change of the catalogue is refused.</summary>
public enum CatalogueRefusal
{
    /// <summary>There is no such version or class.</summary>
    Missing,
    /// <summary>The version is no draft, so it cannot be changed.</summary>
    Immutable,
    /// <summary>Somebody else has changed the draft meanwhile.</summary>
    Changed,
    /// <summary>Something that was written cannot be used.</summary>
    Input,
    /// <summary>Codes would vanish or be switched off that are in use.</summary>
    InUse,
}

/// <summary>The catalogue stays as it is; the text says why and what to change.</summary>
public sealed class CatalogueRefusedException(CatalogueRefusal refusal, LocalText text) : Exception(text.En)
{
    /// <summary>Why.</summary>
    public CatalogueRefusal Refusal { get; } = refusal;

    /// <summary>The reason for people.</summary>
    public LocalText Text { get; } = text;

    /// <summary>For <see cref="CatalogueRefusal.InUse"/>: who uses the codes.</summary>
    public IReadOnlyList<ClassUse> Uses { get; init; } = [];
}
