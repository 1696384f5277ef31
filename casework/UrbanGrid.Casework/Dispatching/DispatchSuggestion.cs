namespace UrbanGrid.Casework.Dispatching;

/// <summary>Which department should handle a case, and why.</summary>
/// <param name="Department">Department code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Reason">The rule that chose it.</param>
/// <param name="Basis">What kind of rule that is.</param>
public sealed record DispatchSuggestion(string Department, LocalText Name, LocalText Reason, DispatchBasis Basis)
{
    /// <summary>For a ruling: the case it was made for.</summary>
    public string? CaseNumber { get; init; }

    /// <summary>Other departments that a rule names, the strongest first.</summary>
    public IReadOnlyList<DispatchSuggestion> Alternatives { get; init; } = [];
}
