namespace UrbanGrid.Casework.Log;

/// <summary>The first place where the log does not fit.</summary>
/// <param name="Position">Position in the whole log.</param>
/// <param name="CaseNumber">The case, where one is concerned.</param>
/// <param name="Reason">What does not fit, in English.</param>
public sealed record BrokenEntry(long Position, string? CaseNumber, string Reason);
