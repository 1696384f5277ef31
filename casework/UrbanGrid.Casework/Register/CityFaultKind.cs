namespace UrbanGrid.Casework.Register;

/// <summary>Keys of what an import can find wrong, for programs that read its report.</summary>
public static class CityFaultKind
{
    /// <summary>A file is missing, too large, or not what its name says.</summary>
    public const string File = "file";

    /// <summary>A text is in bytes that are not UTF-8.</summary>
    public const string Encoding = "encoding";

    /// <summary>A field is missing or has a value that cannot be used.</summary>
    public const string Value = "value";

    /// <summary>A ring is not closed or crosses itself, a position is no position.</summary>
    public const string Geometry = "geometry";

    /// <summary>A code is used twice.</summary>
    public const string DuplicateCode = "duplicate_code";

    /// <summary>A code does not begin with that of the area around it.</summary>
    public const string CodeOfParent = "code_of_parent";

    /// <summary>Something is named that is not there.</summary>
    public const string Reference = "reference";

    /// <summary>Two areas of a kind cover the same ground.</summary>
    public const string Overlap = "overlap";

    /// <summary>An area lies partly or wholly outside the one it belongs to.</summary>
    public const string OutsideParent = "outside_parent";

    /// <summary>Part of an area belongs to none of its parts.</summary>
    public const string Gap = "gap";

    /// <summary>What a table says of a place is not what the map says.</summary>
    public const string Mismatch = "mismatch";
}
