namespace UrbanGrid.Hub.Sanitation.Bins;

/// <summary>RFID tags of bins, as readers and lists write them.</summary>
public static class BinTag
{
    /// <summary>Longest tag.</summary>
    public const int MaxLength = 64;

    /// <summary>The tag without blanks around it and in capital letters, since readers differ in how they write hexadecimal digits; null if it is none.</summary>
    public static string? Read(string? text) =>
        text?.Trim().ToUpperInvariant() is { Length: > 0 and <= MaxLength } tag && !tag.Any(char.IsControl) ? tag : null;
}
