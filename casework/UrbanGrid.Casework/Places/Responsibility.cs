namespace UrbanGrid.Casework.Places;

/// <summary>One row of the responsibility matrix (权责清单): who answers for a class in an area.</summary>
public sealed class Responsibility
{
    /// <summary>Row id.</summary>
    public long Id { get; set; }

    /// <summary>A class code, a major class (<c>event/01*</c>), a kind (<c>event/*</c>) or <c>*</c>.</summary>
    public required string Category { get; set; }

    /// <summary>An area code or the beginning of one; <c>*</c> for everywhere.</summary>
    public required string Area { get; set; }

    /// <summary>Department code.</summary>
    public required string Department { get; set; }

    /// <summary>Basis, in Chinese.</summary>
    public required string BasisZh { get; set; }

    /// <summary>Basis, in English.</summary>
    public required string BasisEn { get; set; }
}
