namespace UrbanGrid.Casework.Cases;

/// <summary>Told after each committed change of a case.</summary>
/// <param name="Number">Case number.</param>
/// <param name="Version">Version after the change.</param>
/// <param name="Action">Key of the last action.</param>
/// <param name="State">State after it.</param>
/// <param name="At">Unix ms.</param>
public sealed record CaseChanged(string Number, long Version, string Action, string State, long At);
