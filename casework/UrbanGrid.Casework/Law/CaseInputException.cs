namespace UrbanGrid.Casework.Law;

/// <summary>A value in a report, an action or a query cannot be used; the text says what to change.</summary>
/// <param name="text">What to change, in both languages.</param>
public sealed class CaseInputException(LocalText text) : Exception(text.En)
{
    /// <summary>What to change.</summary>
    public LocalText Text { get; } = text;
}
