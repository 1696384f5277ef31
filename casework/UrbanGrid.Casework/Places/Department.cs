namespace UrbanGrid.Casework.Places;

/// <summary>A unit that handles cases (专业部门).</summary>
public sealed class Department
{
    /// <summary>Stable code.</summary>
    public required string Code { get; set; }

    /// <summary>Name in Chinese.</summary>
    public required string NameZh { get; set; }

    /// <summary>Name in English.</summary>
    public required string NameEn { get; set; }
}
