namespace UrbanGrid.Casework.Law;

/// <summary>The law does not allow this step now, to this actor, or with this input.</summary>
/// <param name="code">Stable: <c>wrong_state</c>, <c>wrong_role</c>, <c>wrong_department</c>, <c>unknown_action</c>, <c>nothing_asked</c>,
/// <c>missing_</c> and the input, or the code of a <see cref="LawGuard"/>.</param>
/// <param name="text">What to do instead, in both languages.</param>
/// <param name="allowedActions">Keys of the actions this actor may take now.</param>
public sealed class CaseActionRefusedException(string code, LocalText text, IReadOnlyList<string> allowedActions)
    : Exception(text.En)
{
    /// <summary>Stable code.</summary>
    public string Code { get; } = code;

    /// <summary>What to do instead.</summary>
    public LocalText Text { get; } = text;

    /// <summary>Keys of the actions this actor may take now.</summary>
    public IReadOnlyList<string> AllowedActions { get; } = allowedActions;
}
