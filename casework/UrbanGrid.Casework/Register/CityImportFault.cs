using UrbanGrid.Casework.Places;

namespace UrbanGrid.Casework.Register;

/// <summary>One thing to change before a city can be imported.</summary>
/// <param name="File">File name.</param>
/// <param name="Where">e.g. <c>line 12</c> or <c>feature 3</c>; empty for the whole file.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
public sealed record CityImportFault(string File, string Where, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Where.Length == 0 ? $"{File}: {Message}" : $"{File}, {Where}: {Message}";
}
