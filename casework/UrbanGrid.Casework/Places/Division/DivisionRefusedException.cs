namespace UrbanGrid.Casework.Places.Division;

/// <summary>Communities that cannot be divided.</summary>
/// <param name="text">Why, and what to change.</param>
public sealed class DivisionRefusedException(LocalText text) : Exception(text.En)
{
    /// <summary>Why, and what to change.</summary>
    public LocalText Text { get; } = text;
}
