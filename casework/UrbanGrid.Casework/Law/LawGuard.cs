using UrbanGrid.Casework.Actors;

namespace UrbanGrid.Casework.Law;

/// <summary>A condition of a row that is not its state and not its role.</summary>
/// <param name="Code">Stable code of the refusal.</param>
/// <param name="Text">What stands against the step and what to do instead.</param>
/// <param name="Holds">True when the step may be taken.</param>
public sealed record LawGuard(string Code, LocalText Text, Func<CaseFacts, Actor, LawLimits, bool> Holds);
