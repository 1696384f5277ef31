using UrbanGrid.Casework.Dispatching;

namespace UrbanGrid.Casework.Cases;

/// <summary>A step the asking user may take now.</summary>
/// <param name="Key">Key of the action.</param>
/// <param name="Name">Its name.</param>
/// <param name="Needs">Required input: <c>opinion</c>, <c>department</c>, <c>result</c>, <c>condition</c>.</param>
/// <param name="Optional">Input that may be left out; also <c>evidence</c>.</param>
/// <param name="Suggestion">For a dispatch: which department, and why.</param>
public sealed record AllowedAction(
    string Key,
    LocalText Name,
    IReadOnlyList<string> Needs,
    IReadOnlyList<string> Optional,
    DispatchSuggestion? Suggestion = null);
