namespace UrbanGrid.Casework.Cases;

/// <summary>What moves the clocks of a case.</summary>
/// <param name="UserId">Who.</param>
/// <param name="Action">By which action.</param>
internal sealed record ClockStep(string UserId, string Action);
