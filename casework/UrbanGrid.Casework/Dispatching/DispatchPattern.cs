namespace UrbanGrid.Casework.Dispatching;

/// <summary>Classes × area, as a row of the matrix or of automatic dispatch names them: a code, the beginning of one, or <c>*</c>.</summary>
internal static class DispatchPattern
{
    /// <summary>All classes, or everywhere.</summary>
    public const string Any = "*";

    /// <summary>An area covers every code that begins with it; a class ending in * likewise.</summary>
    public static bool Covers(string pattern, string? value) =>
        pattern == Any || (value is not null && value.StartsWith(pattern.TrimEnd('*'), StringComparison.Ordinal));

    /// <summary>The row of whoever answers for all that nobody else does.</summary>
    public static bool IsEverything(string category, string area) => category == Any && area == Any;
}
