namespace UrbanGrid.Casework.Dispatching;

/// <summary>Which department should handle a case, and why.</summary>
/// <param name="Department">Department code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Reason">The rule that chose it.</param>
public sealed record DispatchSuggestion(string Department, LocalText Name, LocalText Reason);
