using UrbanGrid.Casework.Dispatching;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Cases;

/// <summary>A step the asking user may take now.</summary>
/// <param name="Key">Key of the action.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Whether the case waits for it.</param>
/// <param name="Needs">Required input, keys of <see cref="ActionInput"/>.</param>
/// <param name="Optional">Input that may be left out.</param>
/// <param name="Results">For a step with a result: the results it knows.</param>
/// <param name="Suggestion">For a dispatch: which department, and why.</param>
public sealed record AllowedAction(
    string Key,
    LocalText Name,
    StepKind Kind,
    IReadOnlyList<string> Needs,
    IReadOnlyList<string> Optional,
    IReadOnlyList<string> Results,
    DispatchSuggestion? Suggestion = null);
